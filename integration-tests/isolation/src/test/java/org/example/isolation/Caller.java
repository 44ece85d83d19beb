package org.example.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Calls a daemon over its Unix socket without pause, on a thread of its own, until it is
 * closed or the daemon ends.
 */
final class Caller implements AutoCloseable {

	private static final byte[] REQUEST = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.status\",\"id\":1}\n"
		.getBytes(StandardCharsets.UTF_8);

	private final SocketChannel channel;

	private final Thread thread = new Thread(this::call, "caller");

	private volatile long answers;

	private Caller(SocketChannel channel) {
		this.channel = channel;
	}

	static Caller start(Path socket) {
		try {
			Caller caller = new Caller(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
			caller.thread.start();
			return caller;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void call() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(Channels.newInputStream(this.channel), StandardCharsets.UTF_8))) {
			String answer;
			do {
				this.channel.write(ByteBuffer.wrap(REQUEST));
				answer = reader.readLine();
				this.answers = this.answers + 1;
			}
			while (answer != null);
		}
		catch (IOException ex) {
			// Closed, by either side
		}
	}

	long answers() {
		return this.answers;
	}

	@Override
	public void close() {
		try {
			this.channel.close();
			this.thread.join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
