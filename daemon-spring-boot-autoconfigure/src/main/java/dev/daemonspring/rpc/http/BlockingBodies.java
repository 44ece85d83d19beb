package dev.daemonspring.rpc.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * A reader of bodies that blocks its thread. Only in a blocking read does the container
 * answer a malformed chunk with 400; in a non-blocking one, Tomcat closes the connection
 * without an answer. Slow senders must not hold the container's threads, so only a few
 * chunked bodies at a time are read this way. Thread-safe.
 */
class BlockingBodies {

	private static final int AT_ONCE = 4;

	private final Semaphore permits = new Semaphore(AT_ONCE);

	private final Duration timeout;

	/**
	 * Create a reader.
	 * @param timeout how long a body may take to arrive. It is checked between reads; the
	 * container's own connection timeout ends a read from a silent sender.
	 */
	BlockingBodies(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Acquire one of the few permits. A caller that gets it must call
	 * {@link #readAndRelease}.
	 * @return whether there was one left
	 */
	boolean tryAcquire() {
		return this.permits.tryAcquire();
	}

	byte @Nullable [] readAndRelease(InputStream input, int max) throws IOException {
		try {
			return read(input, max);
		}
		finally {
			this.permits.release();
		}
	}

	/**
	 * Read a body to its end.
	 * @return the body, or {@code null} when it is larger than {@code max}
	 * @throws SocketTimeoutException when the body does not arrive in time
	 * @throws IOException when the body is malformed or its sender is gone
	 */
	byte @Nullable [] read(InputStream input, int max) throws IOException {
		long start = System.nanoTime();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		int count = input.read(buffer);
		while (count >= 0) {
			bytes.write(buffer, 0, count);
			if (bytes.size() > max) {
				return null;
			}
			if (System.nanoTime() - start > this.timeout.toNanos()) {
				throw new SocketTimeoutException("The body did not arrive within " + this.timeout);
			}
			count = input.read(buffer);
		}
		return bytes.toByteArray();
	}

}
