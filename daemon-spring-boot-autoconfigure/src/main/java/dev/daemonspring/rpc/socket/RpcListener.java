package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcErrorCode;
import dev.daemonspring.rpc.RpcSession;

/**
 * Listens on one socket and gives each connection a thread, up to a limit. Thread-safe.
 */
final class RpcListener {

	private static final Log logger = LogFactory.getLog(RpcListener.class);

	private final RpcSocketAddress address;

	private final SocketSettings settings;

	private final Supplier<RpcEngine> engine;

	private final ThreadFactory threads;

	private final Set<RpcConnection> connections = ConcurrentHashMap.newKeySet();

	private final ServerSocketChannel channel;

	private final @Nullable UnixSocketFile file;

	private RpcListener(RpcSocketAddress address, SocketSettings settings, Supplier<RpcEngine> engine,
			ServerSocketChannel channel, @Nullable UnixSocketFile file) {
		this.address = address;
		this.settings = settings;
		this.engine = engine;
		this.channel = channel;
		this.file = file;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("daemon-rpc-");
		factory.setDaemon(true);
		this.threads = factory;
	}

	/**
	 * Open a socket.
	 * @throws RpcSocketException when it can't be opened
	 */
	static RpcListener open(RpcSocketAddress address, SocketSettings settings, Supplier<RpcEngine> engine) {
		try {
			if (address instanceof RpcSocketAddress.Tcp tcp) {
				checkToken(tcp, settings);
				return new RpcListener(address, settings, engine, ServerSocketChannel.open().bind(tcp.address()), null);
			}
			UnixSocketFile file = new UnixSocketFile((RpcSocketAddress.Unix) address);
			return new RpcListener(address, settings, engine, file.bind(), file);
		}
		catch (IOException ex) {
			throw new RpcSocketException(address.text(), String.valueOf(ex.getMessage()),
					"Choose an address that is free and that this process may use.");
		}
	}

	private static void checkToken(RpcSocketAddress.Tcp tcp, SocketSettings settings) {
		if (!tcp.isLoopback() && settings.token() == null) {
			throw new RpcSocketException(tcp.text(),
					"it can be reached from other machines and nobody need say who it is",
					"Set 'daemon.rpc.token', or listen on 'tcp://127.0.0.1:" + tcp.address().getPort() + "'.");
		}
	}

	void start() {
		this.threads.newThread(this::accept).start();
		logger.info("RPC listens on '" + this.address.text() + "'");
	}

	private void accept() {
		while (this.channel.isOpen()) {
			try {
				accept(this.channel.accept());
			}
			catch (ClosedChannelException ex) {
				return;
			}
			catch (IOException | RuntimeException ex) {
				logger.warn("RPC socket '" + this.address.text() + "' could not take a connection", ex);
			}
		}
	}

	private void accept(SocketChannel caller) throws IOException {
		if (this.file != null && !PeerCheck.isTrusted(caller, this.file.owner())) {
			logger.warn("Refused a connection to '" + this.address.text() + "': it comes from another user");
			reject(caller, RpcErrorCode.UNAUTHORIZED, "this socket is for the daemon's own user");
			return;
		}
		if (this.connections.size() >= this.settings.maxConnections()) {
			logger.warn("Refused a connection to '" + this.address.text() + "': " + this.settings.maxConnections()
					+ " are open. Close some or raise '" + this.settings.access().property() + ".max-connections'.");
			reject(caller, RpcErrorCode.TOO_MANY_CONNECTIONS,
					this.settings.maxConnections() + " are open, as many as allowed");
			return;
		}
		RpcEngine engine = this.engine.get();
		RpcConnection connection = new RpcConnection(caller, engine,
				new RpcSession(engine, this.settings.access(), this.settings.token()), this.file == null);
		this.connections.add(connection);
		this.threads.newThread(() -> {
			try {
				connection.run();
			}
			finally {
				this.connections.remove(connection);
			}
		}).start();
	}

	/**
	 * Turn a caller away with a line, without ever waiting for it.
	 */
	private static void reject(SocketChannel caller, RpcErrorCode code, String reason) throws IOException {
		try (caller) {
			caller.configureBlocking(false);
			byte[] answer = RpcEngine.error(code, reason);
			caller.write(ByteBuffer.allocate(answer.length + 1).put(answer).put((byte) '\n').flip());
		}
	}

	void checkIdle() {
		long now = System.nanoTime();
		this.connections.forEach((connection) -> connection.checkIdle(now, this.settings.idleTimeout().toNanos()));
	}

	/**
	 * Take no more connections, let answers that are under way go out, then close.
	 */
	void stop(long graceMillis) {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.debug("RPC socket '" + this.address.text() + "' did not close well", ex);
		}
		if (this.file != null) {
			this.file.delete();
		}
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
		try {
			while (this.connections.stream().anyMatch(RpcConnection::isAnswering) && System.nanoTime() < deadline) {
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.connections.forEach(RpcConnection::close);
	}

	int port() throws IOException {
		return ((InetSocketAddress) this.channel.getLocalAddress()).getPort();
	}

}
