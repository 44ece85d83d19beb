package dev.daemonspring.region;

import java.util.Optional;

/**
 * What the loop's thread is busy with.
 */
public enum Activity {

	/**
	 * Waits, for the next iteration or for being resumed.
	 */
	IDLE(0),

	/**
	 * Brings the worker to life and runs {@code spinup()}.
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

	private static final Activity[] VALUES = values();

	private final int code;

	Activity(int code) {
		this.code = code;
	}

	/**
	 * Return the code in the status region.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the value with the given code.
	 * @param code a code, of whatever origin
	 * @return the value, or nothing when none has that code
	 */
	public static Optional<Activity> ofCode(int code) {
		for (Activity activity : VALUES) {
			if (activity.code == code) {
				return Optional.of(activity);
			}
		}
		return Optional.empty();
	}

}
