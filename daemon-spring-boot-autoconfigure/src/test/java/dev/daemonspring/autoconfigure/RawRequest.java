package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A request that no client would send, as its bytes.
 */
final class RawRequest {

	private RawRequest() {
	}

	/**
	 * Send a request to this machine.
	 * @param port the port
	 * @param line the method and the path
	 * @param headers the headers, with their values
	 * @return the status of the answer
	 */
	static int status(int port, String line, String... headers) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(30_000);
			String head = line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
			socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			return Integer.parseInt(answer.split(" ", 3)[1]);
		}
	}

}
