package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * Decodes the codes in the region without allocating, with a safe fallback for each
 * unknown one.
 */
final class Codes {

	private static final WorkerState[] STATES = new WorkerState[WorkerState.values().length];

	static {
		for (WorkerState state : WorkerState.values()) {
			STATES[state.code()] = state;
		}
	}

	private Codes() {
	}

	// An unknown state means that something is wrong with the process.
	static WorkerState state(int code) {
		WorkerState state = stateOrNull(code);
		return (state != null) ? state : WorkerState.STALLED;
	}

	static @Nullable WorkerState stateOrNull(int code) {
		return (code >= 0 && code < STATES.length) ? STATES[code] : null;
	}

	// An unknown order is none: the worker loops.
	static WantedState wanted(int code) {
		return switch (code) {
			case 2 -> WantedState.PAUSED;
			case 4 -> WantedState.STOPPED;
			default -> WantedState.LOOPING;
		};
	}

	// An unknown activity is taken for one that must make progress.
	static Activity activity(int code) {
		return switch (code) {
			case 0 -> Activity.IDLE;
			case 1 -> Activity.SPINUP;
			case 3 -> Activity.COMMAND;
			case 4 -> Activity.SPINDOWN;
			default -> Activity.ITERATION;
		};
	}

	// An unknown phase is taken for the first, which has a deadline.
	static ProcessPhase phase(int code) {
		return switch (code) {
			case 1 -> ProcessPhase.BOOTING;
			case 2 -> ProcessPhase.READY;
			case 3 -> ProcessPhase.ASSIGNED;
			case 4 -> ProcessPhase.BOOT_FAILED;
			case 5 -> ProcessPhase.PREPARING;
			case 6 -> ProcessPhase.HOT;
			default -> ProcessPhase.NEW;
		};
	}

}
