package dev.daemonspring.rpc.socket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A caller that speaks lines.
 */
class LineClient implements AutoCloseable {

	final SocketChannel channel;

	private final BufferedReader reader;

	LineClient(SocketAddress address) throws IOException {
		this.channel = SocketChannel.open(address);
		this.reader = new BufferedReader(
				new InputStreamReader(Channels.newInputStream(this.channel), StandardCharsets.UTF_8));
	}

	void send(String text) throws IOException {
		send(text.getBytes(StandardCharsets.UTF_8));
	}

	void send(byte[] bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		while (buffer.hasRemaining()) {
			this.channel.write(buffer);
		}
	}

	@Nullable String receive() throws IOException {
		try {
			return this.reader.readLine();
		}
		catch (IOException ex) {
			return null;
		}
	}

	@Nullable String call(String line) throws IOException {
		send(line + "\n");
		return receive();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
