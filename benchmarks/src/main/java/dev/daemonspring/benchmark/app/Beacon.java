package dev.daemonspring.benchmark.app;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * Tells the benchmark that a loop loops, and in which process, by one datagram.
 */
class Beacon {

	private final BenchmarkProperties properties;

	private boolean told;

	Beacon(BenchmarkProperties properties) {
		this.properties = properties;
	}

	synchronized void looping(String name) throws IOException {
		// The clock of all processes on Linux; the first use of a socket takes
		// milliseconds
		long began = System.nanoTime();
		if (this.told && !this.properties.tellEach()) {
			return;
		}
		this.told = true;
		byte[] text = (name + " " + ProcessHandle.current().pid() + " " + began).getBytes(StandardCharsets.US_ASCII);
		try (DatagramSocket socket = new DatagramSocket()) {
			socket
				.send(new DatagramPacket(text, text.length, InetAddress.getLoopbackAddress(), this.properties.port()));
		}
	}

}
