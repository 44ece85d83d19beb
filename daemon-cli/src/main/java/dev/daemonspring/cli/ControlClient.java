package dev.daemonspring.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.LogText;

/**
 * Calls methods of a daemon on its control socket. Each call is a connection, and ends in
 * time, whatever the daemon does.
 */
final class ControlClient {

	/**
	 * How long an order is waited for that the daemon answers at once.
	 */
	static final Duration ANSWER = Duration.ofSeconds(10);

	private static final int MOST_BYTES = 64 * 1024 * 1024;

	private final FoundDaemon daemon;

	ControlClient(FoundDaemon daemon) {
		this.daemon = daemon;
	}

	/**
	 * Call a method.
	 * @param limit how long to wait for the answer
	 * @return the result
	 * @throws CommandLineException if the daemon can't be reached, does not answer in
	 * time, or answers with an error
	 */
	@Nullable Object call(Duration limit, String method, @Nullable Object... params) {
		Path socket = this.daemon.socket();
		if (this.daemon.state() == DaemonState.FROZEN) {
			throw failure("is stopped by a signal. Continue it with 'kill -CONT %d'".formatted(this.daemon.pid()));
		}
		if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
			throw failure("takes no orders: it has no socket '%s'. It has none while it starts or ends, with".formatted(
					socket) + " 'daemon.control-socket=false' or 'daemon.rpc.enabled=false', or where its log says so");
		}
		Map<String, @Nullable Object> request = new LinkedHashMap<>();
		request.put("jsonrpc", "2.0");
		request.put("id", 1);
		request.put("method", method);
		request.put("params", Arrays.asList(params));
		try {
			return result(exchange(socket, Json.write(request) + "\n", System.nanoTime() + limit.toNanos()));
		}
		catch (LateException ex) {
			throw failure("has not answered within %s. It may still do what was asked"
				.formatted(Durations.fine(limit.toNanos())));
		}
		catch (IOException | Json.JsonException ex) {
			throw failure("can't be reached on '%s': %s".formatted(socket, ex.getMessage()));
		}
		catch (UnsupportedOperationException ex) {
			throw failure("can't be reached: this JVM has no Unix domain sockets");
		}
	}

	private CommandLineException failure(String predicate) {
		return new CommandLineException(ExitCodes.REFUSED, "Daemon %d %s.".formatted(this.daemon.pid(), predicate));
	}

	private static @Nullable Object result(String answer) throws IOException {
		if (!(Json.read(answer) instanceof Map<?, ?> response)) {
			throw new IOException("its answer is no response");
		}
		if (response.get("error") instanceof Map<?, ?> error) {
			throw new CommandLineException(ExitCodes.REFUSED,
					LogText.escape(String.valueOf(error.get("message"))) + known(error.get("data")));
		}
		return response.get("result");
	}

	/**
	 * Return the names that would have been known.
	 */
	private static String known(@Nullable Object data) {
		return (data instanceof Map<?, ?> map && map.get("known") instanceof Iterable<?> known)
				? ". There are: " + LogText.escape(String.valueOf(known)) : "";
	}

	private static String exchange(Path socket, String request, long deadline) throws IOException {
		try (Selector selector = Selector.open();
				SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			channel.configureBlocking(false);
			SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
			if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
				do {
					await(selector, key, SelectionKey.OP_CONNECT, deadline);
				}
				while (!channel.finishConnect());
			}
			ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				if (channel.write(bytes) == 0) {
					await(selector, key, SelectionKey.OP_WRITE, deadline);
				}
			}
			return line(selector, key, channel, deadline);
		}
	}

	private static String line(Selector selector, SelectionKey key, SocketChannel channel, long deadline)
			throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		ByteBuffer buffer = ByteBuffer.allocate(8192);
		while (line.size() < MOST_BYTES) {
			int count = channel.read(buffer.clear());
			if (count < 0) {
				throw new IOException("it closed the connection");
			}
			if (count == 0) {
				await(selector, key, SelectionKey.OP_READ, deadline);
			}
			for (int i = 0; i < count; i++) {
				if (buffer.get(i) == '\n') {
					return line.toString(StandardCharsets.UTF_8);
				}
				line.write(buffer.get(i));
			}
		}
		throw new IOException("its answer is longer than " + MOST_BYTES + " bytes");
	}

	private static void await(Selector selector, SelectionKey key, int operation, long deadline) throws IOException {
		key.interestOps(operation);
		long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
		if (left <= 0 || (selector.select(left) == 0 && deadline - System.nanoTime() <= 0)) {
			throw new LateException();
		}
		selector.selectedKeys().clear();
	}

	/**
	 * Thrown when the time is up.
	 */
	private static final class LateException extends IOException {

	}

}
