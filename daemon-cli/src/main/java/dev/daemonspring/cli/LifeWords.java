package dev.daemonspring.cli;

import java.util.List;

/**
 * The names of the codes in the records of lives. A test compares them with what the
 * daemon calls them.
 */
final class LifeWords {

	private static final List<String> REASONS = List.of("WENT_DOWN", "STALLED", "NOT_TAKEN_UP", "LIMIT_REACHED",
			"RESTARTED", "STOPPED", "STOPPED_ITSELF", "DAEMON_ENDED", "DAEMON_DIED", "DONE", "LEASE_ENDED");

	private static final List<String> STARTS = List.of("COLD", "STANDBY", "SHARED", "THREAD", "HOT_STANDBY");

	static final String DAEMON_DIED = "DAEMON_DIED";

	private LifeWords() {
	}

	/**
	 * Return why a process ended.
	 * @param code the code, from 1
	 */
	static String reason(int code) {
		return word(REASONS, code);
	}

	/**
	 * Return how a process was started.
	 * @param code the code, from 1
	 */
	static String start(int code) {
		return word(STARTS, code);
	}

	private static String word(List<String> words, int code) {
		return (code >= 1 && code <= words.size()) ? words.get(code - 1) : "UNKNOWN_" + code;
	}

}
