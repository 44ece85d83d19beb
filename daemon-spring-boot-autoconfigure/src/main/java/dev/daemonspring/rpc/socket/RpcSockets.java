package dev.daemonspring.rpc.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import dev.daemonspring.rpc.RpcEngine;

/**
 * The sockets of the RPC, open for as long as the application runs. They open with the
 * web server, before the workers start; {@link RpcSocketsGracefulShutdown} closes them
 * before the workers end. Thread-safe.
 */
public class RpcSockets implements SmartLifecycle {

	private static final long STOP_GRACE_MILLIS = 2000;

	private final List<RpcSocketAddress> addresses;

	private final SocketSettings unix;

	private final SocketSettings tcp;

	private final Supplier<RpcEngine> engine;

	private final List<RpcListener> listeners = new ArrayList<>();

	private @Nullable ScheduledExecutorService watch;

	/**
	 * Create the sockets.
	 * @param addresses where to listen
	 * @param unix how Unix domain sockets treat their callers
	 * @param tcp how TCP sockets treat theirs
	 * @param engine gives what answers
	 */
	public RpcSockets(List<RpcSocketAddress> addresses, SocketSettings unix, SocketSettings tcp,
			Supplier<RpcEngine> engine) {
		this.addresses = List.copyOf(addresses);
		this.unix = unix;
		this.tcp = tcp;
		this.engine = engine;
	}

	@Override
	public synchronized void start() {
		try {
			for (RpcSocketAddress address : this.addresses) {
				SocketSettings settings = (address instanceof RpcSocketAddress.Unix) ? this.unix : this.tcp;
				this.listeners.add(RpcListener.open(address, settings, this.engine));
			}
		}
		catch (RpcSocketException ex) {
			stop();
			throw ex;
		}
		this.listeners.forEach(RpcListener::start);
		long period = Math.min(this.unix.lookMillis(), this.tcp.lookMillis());
		CustomizableThreadFactory threads = new CustomizableThreadFactory("daemon-rpc-idle-");
		threads.setDaemon(true);
		this.watch = Executors.newSingleThreadScheduledExecutor(threads);
		this.watch.scheduleWithFixedDelay(this::checkIdle, period, period, TimeUnit.MILLISECONDS);
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
				this.watch.shutdownNow();
				this.watch = null;
			}
		}
		open.forEach((listener) -> listener.stop(STOP_GRACE_MILLIS));
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
