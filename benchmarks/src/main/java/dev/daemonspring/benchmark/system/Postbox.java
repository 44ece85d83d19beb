package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Where the loops of one application tell that they loop. For one thread.
 */
final class Postbox implements AutoCloseable {

	private final DatagramSocket socket;

	Postbox() {
		try {
			this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't open a port: " + ex, ex);
		}
	}

	int port() {
		return this.socket.getLocalPort();
	}

	Looping await(String what, Duration patience, Predicate<Looping> wanted) {
		long end = System.nanoTime() + patience.toNanos();
		while (true) {
			Looping looping = receive(what, end);
			if (wanted.test(looping)) {
				return looping;
			}
		}
	}

	private Looping receive(String what, long end) {
		DatagramPacket packet = new DatagramPacket(new byte[100], 100);
		try {
			this.socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
			this.socket.receive(packet);
			long now = System.nanoTime();
			// A shell ends what it tells with a newline
			String[] words = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII).strip()
				.split(" ");
			return new Looping(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), now);
		}
		catch (SocketTimeoutException ex) {
			throw new BenchmarkException("Waited in vain for " + what + ".", ex);
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't receive: " + ex, ex);
		}
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
