package org.example.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A program that calls over a Unix socket and prints the answer. Has no dependencies, so
 * that another user can be given its class file.
 */
final class SocketCaller {

	private SocketCaller() {
	}

	/**
	 * Call {@code daemon.shutdown}.
	 * @param args the path of the socket
	 */
	public static void main(String[] args) {
		String request = "{\"jsonrpc\":\"2.0\",\"method\":\"daemon.shutdown\",\"id\":1}\n";
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
			BufferedReader answers = new BufferedReader(
					new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
			try {
				channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
			}
			catch (IOException ex) {
				// Turned away already; the answer says why
			}
			System.out.println("answer: " + answers.readLine());
		}
		catch (IOException ex) {
			System.out.println("no connection: " + ex.getMessage());
		}
	}

}
