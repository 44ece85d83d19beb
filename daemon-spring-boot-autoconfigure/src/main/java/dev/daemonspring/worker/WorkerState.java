package dev.daemonspring.worker;

import java.util.Optional;

/**
 * What the world may assume about a worker. Codes 0 to 3 are those of the original
 * library; a code never changes its meaning.
 *
 * @since 0.1.0
 */
public enum WorkerState {

	/**
	 * A process is starting or assigned; {@code spinup()} has not finished.
	 */
	SPINUP(0),

	/**
	 * An iteration runs, or the next one is waited for.
	 */
	LOOPING(1),

	/**
	 * The process is alive; no iteration runs until the worker is resumed.
	 */
	PAUSED(2),

	/**
	 * {@code spindown()} runs.
	 */
	SPINDOWN(3),

	/**
	 * Ended on request, by an operator or by itself; stays so until it is started.
	 */
	STOPPED(4),

	/**
	 * Went down; waits out its back-off, or starts again.
	 */
	RESTARTING(5),

	/**
	 * Went down and is given up; stays so until it is started.
	 */
	FAILED(6),

	/**
	 * The process is alive but has made no progress for longer than its stall timeout.
	 */
	STALLED(7);

	private static final WorkerState[] BY_CODE = new WorkerState[8];

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
	 * @param code a code, of whatever origin
	 * @return the state, or nothing when no state has that code
	 */
	public static Optional<WorkerState> ofCode(int code) {
		return (code >= 0 && code < BY_CODE.length) ? Optional.of(BY_CODE[code]) : Optional.empty();
	}

}
