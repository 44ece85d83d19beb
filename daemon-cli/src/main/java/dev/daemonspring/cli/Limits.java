package dev.daemonspring.cli;

import java.time.Duration;

/**
 * Checks how long a user wants to wait.
 */
final class Limits {

	private static final double LEAST = 0.001;

	private static final int MOST = 24 * 60 * 60;

	private Limits() {
	}

	static Duration seconds(DaemonCommand command, double seconds) {
		if (!(seconds >= LEAST && seconds <= MOST)) {
			throw command
				.usage("--timeout is '%s'; it must be between %s and %d seconds.".formatted(seconds, LEAST, MOST));
		}
		return Duration.ofNanos((long) (seconds * 1e9));
	}

}
