package dev.daemonspring.benchmark.system;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * Tells whoever waits how far it is; beside the table, which goes to standard output.
 */
final class Progress {

	private Progress() {
	}

	static void tell(String what) {
		System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
	}

}
