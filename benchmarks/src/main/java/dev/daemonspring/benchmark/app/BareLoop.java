package dev.daemonspring.benchmark.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * The least that a loop in a JVM of its own can be: no framework, no library.
 */
public final class BareLoop {

	private BareLoop() {
	}

	/**
	 * Tell that the loop loops, and wait.
	 * @param args the port of the benchmark
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		String news = "bare " + ProcessHandle.current().pid() + " " + System.nanoTime();
		byte[] text = news.getBytes(StandardCharsets.US_ASCII);
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.send(
					new DatagramPacket(text, text.length, InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
		}
		Thread.sleep(Long.MAX_VALUE);
	}

}
