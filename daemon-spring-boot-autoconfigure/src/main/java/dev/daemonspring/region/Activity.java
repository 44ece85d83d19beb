package dev.daemonspring.region;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a worker's loop thread does at this moment. It tells the watchdog which deadline
 * applies, and whether one does.
 */
public enum Activity {

	/**
	 * Waits for the next iteration; no progress is expected.
	 */
	IDLE(0),

	/**
	 * Runs {@code spinup()}.
	 */
	SPINUP(1),

	/**
	 * Runs {@code loop()}.
	 */
	ITERATION(2),

	/**
	 * Runs a command.
	 */
	COMMAND(3),

	/**
	 * Runs {@code spindown()}.
	 */
	SPINDOWN(4);

	private final int code;

	Activity(int code) {
		this.code = code;
	}

	/**
	 * Return the code by which the status region knows this activity.
	 * @return the code
	 */
	int code() {
		return this.code;
	}

	/**
	 * Return the activity with the given code.
	 * @param code a code, of whatever origin
	 * @return the activity, or nothing when none has that code
	 */
	static Optional<Activity> ofCode(int code) {
		return Arrays.stream(values()).filter((activity) -> activity.code == code).findFirst();
	}

}
