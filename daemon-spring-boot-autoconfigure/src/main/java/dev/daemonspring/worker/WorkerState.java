package dev.daemonspring.worker;

import java.util.Optional;

/**
 * The state of a worker. Codes 0 to 3 are those of the original library; a code never
 * changes its meaning.
 *
 * @since 0.1.0
 */
public enum WorkerState {

	/**
	 * A process is starting or assigned, and {@code spinup()} has not finished.
	 */
	SPINUP(0),

	/**
	 * An iteration is running, or the worker waits for the next one.
	 */
	LOOPING(1),

	/**
	 * The process is alive, but no iteration runs until the worker is resumed.
	 */
	PAUSED(2),

	/**
	 * {@code spindown()} is running, or has finished and the process is about to end.
	 */
	SPINDOWN(3),

	/**
	 * The worker ended on request, by an operator or by itself, or was not started; it
	 * stays so until it is started.
	 */
	STOPPED(4),

	/**
	 * The worker went down; it waits out its back-off, or is starting again.
	 */
	RESTARTING(5),

	/**
	 * The worker went down and was given up; it stays so until it is started.
	 */
	FAILED(6),

	/**
	 * The process is alive but has made no progress for longer than its stall timeout.
	 */
	STALLED(7),

	/**
	 * A worker that runs {@code once} has run and spun down; it stays so until it is
	 * started.
	 */
	DONE(8);

	private static final WorkerState[] BY_CODE = new WorkerState[9];

	static {
		for (WorkerState state : values()) {
			BY_CODE[state.code] = state;
		}
	}

	private final int code;

	WorkerState(int code) {
		this.code = code;
	}

	/**
	 * Return the code by which the status region and the RPC know this state.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the state with the given code.
	 * @param code any number
	 * @return the state, or an empty optional if no state has that code
	 */
	public static Optional<WorkerState> ofCode(int code) {
		return (code >= 0 && code < BY_CODE.length) ? Optional.of(BY_CODE[code]) : Optional.empty();
	}

}
