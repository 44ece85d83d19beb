package dev.daemonspring.benchmark.system;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * Tells whoever waits how far it is; beside the table, which goes to standard output.
 */
final class Progress {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

	private Progress() {
	}

	static void tell(String what) {
		System.err.println(TIME.format(LocalTime.now()) + " " + what);
	}

}
