package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * What the codes of the region mean, without an allocation, and what an unknown one is
 * taken for.
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

	// An unknown state is that of a process which is not well
	static WorkerState state(int code) {
		WorkerState state = stateOrNull(code);
		return (state != null) ? state : WorkerState.STALLED;
	}

	static @Nullable WorkerState stateOrNull(int code) {
		return (code >= 0 && code < STATES.length) ? STATES[code] : null;
	}

	// An unknown wish is none: the worker loops.
	static WantedState wanted(int code) {
		return switch (code) {
			case 2 -> WantedState.PAUSED;
			case 4 -> WantedState.STOPPED;
			default -> WantedState.LOOPING;
		};
	}

	// An unknown activity is one that must make progress.
	static Activity activity(int code) {
		return switch (code) {
			case 0 -> Activity.IDLE;
			case 1 -> Activity.SPINUP;
			case 3 -> Activity.COMMAND;
			case 4 -> Activity.SPINDOWN;
			default -> Activity.ITERATION;
		};
	}

	// An unknown phase is the first one, whose deadline runs.
	static ProcessPhase phase(int code) {
		return switch (code) {
			case 1 -> ProcessPhase.BOOTING;
			case 2 -> ProcessPhase.READY;
			case 3 -> ProcessPhase.ASSIGNED;
			case 4 -> ProcessPhase.BOOT_FAILED;
			default -> ProcessPhase.BORN;
		};
	}

}
