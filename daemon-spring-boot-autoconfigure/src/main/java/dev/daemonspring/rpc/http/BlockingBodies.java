package dev.daemonspring.rpc.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * Reads bodies on the caller's thread. A container answers a malformed chunk with 400
 * only where it meets the chunk in a blocking read: when it happens in a non-blocking
 * one, Tomcat hangs up without an answer. Slow senders must not hold the container's
 * threads, so only a few bodies at a time are read this way. Thread-safe.
 */
class BlockingBodies {

	private static final int AT_ONCE = 4;

	private final Semaphore permits = new Semaphore(AT_ONCE);

	private final Duration timeout;

	/**
	 * Create a reader.
	 * @param timeout how long a body may take to arrive. A sender that falls silent is
	 * noticed by the container's own connection timeout.
	 */
	BlockingBodies(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Claim one of the few places. Whoever gets it reads with {@link #readAndRelease}.
	 * @return whether one more body may be read
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
	 * @throws SocketTimeoutException when the body did not arrive in time
	 * @throws IOException when the body is malformed or its sender gone
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
