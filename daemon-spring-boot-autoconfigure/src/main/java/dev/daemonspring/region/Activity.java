package dev.daemonspring.region;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a worker's loop thread is doing at the moment. From it the watchdog knows which
 * deadline applies, if any.
 */
public enum Activity {

	/**
	 * Waiting for the next iteration; no progress is expected.
	 */
	IDLE(0),

	/**
	 * Running {@code spinup()}.
	 */
	SPINUP(1),

	/**
	 * Running {@code loop()}.
	 */
	ITERATION(2),

	/**
	 * Running a command.
	 */
	COMMAND(3),

	/**
	 * Running {@code spindown()}.
	 */
	SPINDOWN(4);

	private final int code;

	Activity(int code) {
		this.code = code;
	}

	/**
	 * Return the code of this activity in the status region.
	 * @return the code
	 */
	int code() {
		return this.code;
	}

	/**
	 * Return the activity with the given code.
	 * @param code a code, which may be invalid
	 * @return the activity, or an empty optional if none has that code
	 */
	static Optional<Activity> ofCode(int code) {
		return Arrays.stream(values()).filter((activity) -> activity.code == code).findFirst();
	}

}
