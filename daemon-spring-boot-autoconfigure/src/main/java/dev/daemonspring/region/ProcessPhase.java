package dev.daemonspring.region;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far a worker process has come on its way from bootstrap to its worker.
 */
public enum ProcessPhase {

	/**
	 * Started, or not even that; has said nothing yet.
	 */
	BORN(0),

	/**
	 * Boots the application's context.
	 */
	BOOTING(1),

	/**
	 * Has booted and waits to be assigned.
	 */
	READY(2),

	/**
	 * Has its worker.
	 */
	ASSIGNED(3),

	/**
	 * The application's context could not be booted.
	 */
	BOOT_FAILED(4);

	private final int code;

	ProcessPhase(int code) {
		this.code = code;
	}

	/**
	 * Return the code by which the status region knows this phase.
	 * @return the code
	 */
	int code() {
		return this.code;
	}

	/**
	 * Return the phase with the given code.
	 * @param code a code, of whatever origin
	 * @return the phase, or nothing when none has that code
	 */
	static Optional<ProcessPhase> ofCode(int code) {
		return Arrays.stream(values()).filter((phase) -> phase.code == code).findFirst();
	}

}
