package dev.daemonspring.benchmark.system;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that is kept alive, and as little else of HTTP as possible, so that it is
 * the server that is measured. For one thread.
 */
final class HttpConnection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 60_000;

	private final Socket socket;

	private final InputStream input;

	private final OutputStream output;

	private final int port;

	HttpConnection(int port) {
		this.port = port;
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(TIMEOUT_MILLIS);
			this.input = new BufferedInputStream(this.socket.getInputStream());
			this.output = this.socket.getOutputStream();
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't connect to port " + port + ": " + ex, ex);
		}
	}

	/**
	 * Return the bytes of a request that posts JSON.
	 */
	byte[] post(String path, String json) {
		return ("POST " + path + " HTTP/1.1\r\nHost: localhost:" + this.port
				+ "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
			.getBytes(StandardCharsets.US_ASCII);
	}

	String exchange(byte[] request) {
		send(request);
		return receive();
	}

	void send(byte[] request) {
		try {
			this.output.write(request);
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't send a request: " + ex, ex);
		}
	}

	/**
	 * Read a response.
	 * @return its body
	 */
	String receive() {
		try {
			String status = line();
			if (!status.contains(" 200")) {
				throw new BenchmarkException("The server answered '" + status + "'", null);
			}
			int length = -1;
			for (String header = line(); !header.isEmpty(); header = line()) {
				if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
					length = Integer.parseInt(header.substring(15).trim());
				}
				if (header.equalsIgnoreCase("Connection: close")) {
					throw new BenchmarkException("The server does not keep the connection alive.", null);
				}
			}
			return (length >= 0) ? body(length) : chunks();
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't read a response: " + ex, ex);
		}
	}

	private String chunks() throws IOException {
		StringBuilder body = new StringBuilder();
		for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
			body.append(body(size));
			line();
		}
		line();
		return body.toString();
	}

	private String body(int length) throws IOException {
		return new String(this.input.readNBytes(length), StandardCharsets.UTF_8);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = this.input.read(); next != '\n'; next = this.input.read()) {
			if (next < 0) {
				throw new IOException("The server closed the connection");
			}
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			Progress.tell("Can't close a connection: " + ex);
		}
	}

}
