package dev.daemonspring.region;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far a worker process has got between its start and running a worker.
 */
public enum ProcessPhase {

	/**
	 * Nothing has been reported yet; the process may not even have started.
	 */
	NEW(0),

	/**
	 * Booting the application's context.
	 */
	BOOTING(1),

	/**
	 * Booted, and waiting to be assigned a worker.
	 */
	READY(2),

	/**
	 * Assigned a worker.
	 */
	ASSIGNED(3),

	/**
	 * The application's context failed to boot.
	 */
	BOOT_FAILED(4),

	/**
	 * Booted, and creating the beans of the one worker that it is reserved for.
	 */
	PREPARING(5),

	/**
	 * Has created the beans of the one worker that it is reserved for, and waits to be
	 * assigned it.
	 */
	HOT(6);

	private final int code;

	ProcessPhase(int code) {
		this.code = code;
	}

	/**
	 * Return the code of this phase in the status region.
	 * @return the code
	 */
	int code() {
		return this.code;
	}

	/**
	 * Return the phase with the given code.
	 * @param code a code, which may be invalid
	 * @return the phase, or an empty optional if none has that code
	 */
	static Optional<ProcessPhase> ofCode(int code) {
		return Arrays.stream(values()).filter((phase) -> phase.code == code).findFirst();
	}

}
