package dev.daemonspring.region;

import java.util.Arrays;
import java.util.Optional;

import dev.daemonspring.worker.WorkerState;

/**
 * The state that the operator wants a worker to be in. Each has the code of the
 * {@link WorkerState} that the worker enters as a result.
 */
public enum WantedState {

	/**
	 * The worker is to loop.
	 */
	LOOPING(1),

	/**
	 * The worker's process is to stay up but run no iterations.
	 */
	PAUSED(2),

	/**
	 * The worker is to spin down and end.
	 */
	STOPPED(4);

	private final int code;

	WantedState(int code) {
		this.code = code;
	}

	/**
	 * Return the code of this state in the status region.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the wanted state with the given code.
	 * @param code a code, which may be invalid
	 * @return the state, or an empty optional if none has that code
	 */
	static Optional<WantedState> ofCode(int code) {
		return Arrays.stream(values()).filter((wanted) -> wanted.code == code).findFirst();
	}

}
