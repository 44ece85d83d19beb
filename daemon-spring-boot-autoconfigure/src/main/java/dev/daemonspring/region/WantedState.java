package dev.daemonspring.region;

import java.util.Optional;

/**
 * What is asked of a worker. Codes are those of the states that a worker then comes into.
 */
public enum WantedState {

	/**
	 * To loop.
	 */
	LOOPING(1),

	/**
	 * To let no iteration run.
	 */
	PAUSED(2),

	/**
	 * To spin down and end its process.
	 */
	STOPPED(4);

	private static final WantedState[] VALUES = values();

	private final int code;

	WantedState(int code) {
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
	public static Optional<WantedState> ofCode(int code) {
		for (WantedState wanted : VALUES) {
			if (wanted.code == code) {
				return Optional.of(wanted);
			}
		}
		return Optional.empty();
	}

}
