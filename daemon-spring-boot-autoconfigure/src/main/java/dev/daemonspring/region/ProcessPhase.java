package dev.daemonspring.region;

import java.util.Optional;

/**
 * How far a worker process has come that is not assigned yet.
 */
public enum ProcessPhase {

	/**
	 * The process was started; it has not said anything.
	 */
	BORN(0),

	/**
	 * It boots the application's context.
	 */
	BOOTING(1),

	/**
	 * It waits to be assigned.
	 */
	READY(2),

	/**
	 * It is the process of a worker and speaks through that worker's slot.
	 */
	ASSIGNED(3),

	/**
	 * The application's context could not be booted; the slot's error text says why.
	 */
	BOOT_FAILED(4);

	private static final ProcessPhase[] VALUES = values();

	private final int code;

	ProcessPhase(int code) {
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
	public static Optional<ProcessPhase> ofCode(int code) {
		for (ProcessPhase phase : VALUES) {
			if (phase.code == code) {
				return Optional.of(phase);
			}
		}
		return Optional.empty();
	}

}
