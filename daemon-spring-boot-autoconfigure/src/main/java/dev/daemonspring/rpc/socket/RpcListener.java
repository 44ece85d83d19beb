package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import dev.daemonspring.rpc.LimitedLog;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcErrorCode;
import dev.daemonspring.rpc.RpcSession;

/**
 * A listener on one socket that gives each connection a thread, up to a limit. It
 * continues to listen after any failure, until it is stopped. Thread-safe.
 */
final class RpcListener {

	private static final Log logger = LogFactory.getLog(RpcListener.class);

	private final RpcSocketAddress address;

	private final SocketSettings settings;

	private final Supplier<RpcEngine> engine;

	private final ThreadFactory threads;

	private final ConnectionQuota<RpcConnection> connections;

	private final RpcConnection.Setting setting;

	private final LimitedLog refusals = new LimitedLog(logger);

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final ServerSocketChannel channel;

	private final @Nullable UnixSocketFile file;

	RpcListener(RpcSocketAddress address, SocketSettings settings, Supplier<RpcEngine> engine,
			ServerSocketChannel channel, @Nullable UnixSocketFile file) {
		this.address = address;
		this.settings = settings;
		this.engine = engine;
		this.channel = channel;
		this.file = file;
		this.connections = new ConnectionQuota<>(settings.maxConnections(), settings.maxUnauthenticated());
		this.setting = new RpcConnection.Setting(file == null, this.connections::admit, this::warn);
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
			throw new RpcSocketException(tcp.text(), "it can be reached from other machines without authentication",
					"Set 'daemon.rpc.token', or listen on 'tcp://127.0.0.1:" + tcp.address().getPort() + "'.");
		}
	}

	RpcSocketAddress address() {
		return this.address;
	}

	void start() {
		this.threads.newThread(this::accept).start();
	}

	private void accept() {
		AcceptBackoff backoff = new AcceptBackoff();
		while (this.channel.isOpen()) {
			try {
				take(this.channel.accept());
				backoff.succeeded();
			}
			catch (ClosedChannelException ex) {
				return;
			}
			catch (IOException | RuntimeException | OutOfMemoryError ex) {
				await(backoff.failed(), ex);
			}
		}
	}

	private void await(long millis, Throwable failure) {
		warn("accept", "could not accept a connection and tries again in " + millis + "ms: " + failure
				+ ". When descriptors or threads are short, raise the limits of the process or close connections.");
		try {
			this.stopped.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			// Nothing interrupts this thread; otherwise it only tries again sooner
		}
	}

	private void warn(String kind, String message) {
		this.refusals.warn(kind, "RPC socket '" + this.address.text() + "' " + message);
	}

	private void take(SocketChannel caller) throws IOException {
		try {
			accept(caller);
		}
		catch (IOException | RuntimeException | OutOfMemoryError ex) {
			caller.close();
			throw ex;
		}
	}

	private void accept(SocketChannel caller) throws IOException {
		if (this.file != null && !PeerCheck.isTrusted(caller, this.file.owner())) {
			warn("peer", "refused a connection: it comes from another user");
			reject(caller, RpcErrorCode.UNAUTHORIZED, "this socket is for the daemon's own user");
			return;
		}
		RpcEngine engine = this.engine.get();
		RpcSession session = new RpcSession(engine, this.settings.access(), this.settings.token());
		RpcConnection connection = new RpcConnection(caller, engine, session, this.setting);
		if (session.isAuthenticated() && !this.connections.admit(connection)) {
			String property = "'" + this.settings.access().property() + ".max-connections'";
			warn("full", "refused a connection: " + this.settings.maxConnections() + " are open. Close some or raise "
					+ property + ".");
			reject(caller, RpcErrorCode.TOO_MANY_CONNECTIONS,
					this.settings.maxConnections() + " are open, as many as " + property + " allows");
			return;
		}
		if (!session.isAuthenticated()) {
			makeRoom(this.connections.await(connection));
		}
		start(connection);
	}

	private void makeRoom(@Nullable RpcConnection oldest) {
		if (oldest != null) {
			warn("waiting", "hung up on '" + oldest + "': " + this.settings.maxUnauthenticated()
					+ " connections have not shown the token yet, as many as '" + this.settings.access().property()
					+ ".max-unauthenticated-connections' allows, and this one has waited longest.");
			oldest.close();
		}
	}

	private void start(RpcConnection connection) {
		try {
			this.threads.newThread(() -> {
				try {
					connection.run();
				}
				finally {
					this.connections.leave(connection);
				}
			}).start();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			this.connections.leave(connection);
			throw ex;
		}
	}

	/**
	 * Reject a caller with an error, without waiting for it to be read.
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
		long idle = this.settings.idleTimeout().toNanos();
		long authentication = this.settings.authenticationTimeout().toNanos();
		this.connections.all().forEach((connection) -> connection.checkIdle(now, idle, authentication));
	}

	/**
	 * Accept no more connections, wait for answers in progress, then close all
	 * connections.
	 * @param graceMillis the longest time to wait for answers, in milliseconds
	 */
	void stop(long graceMillis) {
		this.stopped.countDown();
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.debug("RPC socket '" + this.address.text() + "' could not be closed", ex);
		}
		if (this.file != null) {
			this.file.delete();
		}
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
		try {
			while (this.connections.all().stream().anyMatch(RpcConnection::isAnswering)
					&& System.nanoTime() < deadline) {
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.connections.all().forEach(RpcConnection::close);
	}

	int port() throws IOException {
		return ((InetSocketAddress) this.channel.getLocalAddress()).getPort();
	}

}
