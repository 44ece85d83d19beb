package dev.daemonspring.region;

import java.util.Arrays;
import java.util.Optional;

import dev.daemonspring.worker.WorkerState;

/**
 * What the operator wants of a worker. The codes are those of the {@link WorkerState}
 * that follows when the wish is fulfilled.
 */
public enum WantedState {

	/**
	 * The worker shall loop.
	 */
	LOOPING(1),

	/**
	 * The worker's process shall stay and run no iteration.
	 */
	PAUSED(2),

	/**
	 * The worker shall spin down and end.
	 */
	STOPPED(4);

	private final int code;

	WantedState(int code) {
		this.code = code;
	}

	/**
	 * Return the code by which the status region knows this wish.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the wish with the given code.
	 * @param code a code, of whatever origin
	 * @return the wish, or nothing when no wish has that code
	 */
	static Optional<WantedState> ofCode(int code) {
		return Arrays.stream(values()).filter((wanted) -> wanted.code == code).findFirst();
	}

}
