package dev.daemonspring.benchmark.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Waits, but never for ever.
 */
final class Waiting {

	private static final Duration INTERVAL = Duration.ofMillis(20);

	private Waiting() {
	}

	/**
	 * Ask again and again until there is an answer.
	 * @param what what is waited for, for the message of a failure
	 * @param patience how long to wait
	 * @param question gives the answer, or {@code null}
	 */
	static <T> T until(String what, Duration patience, Supplier<@Nullable T> question) {
		long end = System.nanoTime() + patience.toNanos();
		while (System.nanoTime() - end < 0) {
			T answer = question.get();
			if (answer != null) {
				return answer;
			}
			pause(INTERVAL);
		}
		throw new BenchmarkException(
				"Waited for '" + what + "' longer than " + patience.toSeconds() + " s. Is the machine overloaded?",
				null);
	}

	static void pause(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

}
