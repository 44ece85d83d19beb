package dev.daemonspring.rpc.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.daemonspring.rpc.RpcEngine;

/**
 * The sockets of the RPC. They open with the web server, before the workers start;
 * {@link RpcSocketsGracefulShutdown} closes them before the workers end. Thread-safe.
 */
public class RpcSockets implements SmartLifecycle {

	static final long STOP_GRACE_MILLIS = 2000;

	private static final Log logger = LogFactory.getLog(RpcSockets.class);

	private final SocketOwner owner;

	private final List<RpcSocketAddress> addresses;

	private final SocketSettings unix;

	private final SocketSettings tcp;

	private final Supplier<RpcEngine> engine;

	private final List<RpcListener> listeners = new ArrayList<>();

	private @Nullable IdleWatch watch;

	/**
	 * Create the sockets.
	 * @param owner the context that they serve
	 * @param addresses the addresses to listen on
	 * @param unix the settings of Unix domain sockets
	 * @param tcp the settings of TCP sockets
	 * @param engine a supplier of the engine that answers
	 */
	public RpcSockets(SocketOwner owner, List<RpcSocketAddress> addresses, SocketSettings unix, SocketSettings tcp,
			Supplier<RpcEngine> engine) {
		this.owner = owner;
		this.addresses = List.copyOf(addresses);
		this.unix = unix;
		this.tcp = tcp;
		this.engine = engine;
	}

	@Override
	public synchronized void start() {
		try {
			this.addresses.forEach(this::open);
		}
		catch (RpcSocketException ex) {
			stop();
			throw ex;
		}
		if (this.listeners.isEmpty()) {
			return;
		}
		this.listeners.forEach((listener) -> {
			listener.start();
			logger.info("RPC listens on '" + listener.address().text() + "'");
		});
		this.watch = IdleWatch.start(Math.min(this.unix.checkPeriodMillis(), this.tcp.checkPeriodMillis()),
				this::checkIdle);
	}

	private void open(RpcSocketAddress address) {
		String other = BoundAddresses.take(address, this.owner.context());
		if (other != null) {
			leave(address, other);
			return;
		}
		try {
			SocketSettings settings = (address instanceof RpcSocketAddress.Unix) ? this.unix : this.tcp;
			this.listeners.add(RpcListener.open(address, settings, this.engine));
		}
		catch (RpcSocketException ex) {
			BoundAddresses.giveBack(address);
			throw ex;
		}
	}

	/**
	 * Leave a socket to the other context that has it. Contexts often share their
	 * properties, so this is no error, but workers may be out of reach.
	 */
	private void leave(RpcSocketAddress address, String other) {
		List<String> workers = this.owner.workers().get();
		if (!workers.isEmpty()) {
			logger.warn(("The workers %s can't be reached on the socket '%s': it serves the application context '%s',"
					+ " and they run in '%s'. Set 'daemon.rpc.sockets' of the latter to a socket of its own.")
				.formatted(workers, address.text(), other, this.owner.context()));
		}
	}

	private synchronized void checkIdle() {
		this.listeners.forEach(RpcListener::checkIdle);
	}

	@Override
	public void stop() {
		List<RpcListener> open;
		synchronized (this) {
			open = List.copyOf(this.listeners);
			this.listeners.clear();
			if (this.watch != null) {
				this.watch.close();
				this.watch = null;
			}
		}
		open.forEach((listener) -> {
			listener.stop(STOP_GRACE_MILLIS);
			BoundAddresses.giveBack(listener.address());
		});
	}

	@Override
	public synchronized boolean isRunning() {
		return !this.listeners.isEmpty();
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
	}

	synchronized RpcListener listener(int index) {
		return this.listeners.get(index);
	}

}
