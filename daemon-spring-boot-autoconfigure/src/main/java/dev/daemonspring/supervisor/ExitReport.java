package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

/**
 * A report on a worker's process that has ended: its exit, and what it last wrote into
 * the status region.
 *
 * @param specification the worker's specification
 * @param process the process
 * @param exit how it ended
 * @param termination why it was being terminated, or {@code null} if it was not
 * @param last the last content of the worker's slot
 * @param began whether the process had begun to run the worker, so that the slot is about
 * it
 */
record ExitReport(WorkerSpecification specification, Child process, ProcessExit exit, @Nullable Reason termination,
		SlotSnapshot last, boolean began) {

	/**
	 * Return whether the worker stopped at its own request.
	 */
	boolean isStoppedItself() {
		return this.began && this.last.state() == WorkerState.STOPPED;
	}

	/**
	 * Return whether the worker has done what it was to do once.
	 */
	boolean isDone() {
		return this.began && this.last.state() == WorkerState.DONE;
	}

	/**
	 * Return the error to report for the worker from now on.
	 * @param before the error that was reported so far
	 */
	@Nullable String lastError(@Nullable String before) {
		if (this.exit.isOutOfMemory() && (!this.began || this.last.lastError() == null)) {
			// A JVM that runs out of memory can't report an error; a worker that chose
			// this exit code can
			return exhausted();
		}
		if (this.exit.byKernel()) {
			return killedByKernel();
		}
		if (!this.began) {
			String bootError = this.process.scratch().verifiedSnapshot().lastError();
			return (bootError != null) ? bootError : unreportedEnd();
		}
		if (this.last.lastError() != null || this.exit.code() != 0 || !isControlled()) {
			// A process that was killed reports nothing, and the error of an older one is
			// not the reason
			return this.last.lastError();
		}
		return before;
	}

	private boolean isControlled() {
		return this.last.state() == WorkerState.STOPPED || this.last.state() == WorkerState.DONE
				|| this.last.state() == WorkerState.SPINDOWN;
	}

	private String exhausted() {
		String raise = "Raise 'daemon.workers." + this.specification.name() + ".max-heap'.";
		return (this.exit.isSurelyOutOfMemory())
				? "java.lang.OutOfMemoryError: Java heap space, unless its output names another space. " + raise
				: "java.lang.OutOfMemoryError: Java heap space, or exit code 3 was chosen by the worker; its output"
						+ " may show which. " + raise;
	}

	private String killedByKernel() {
		return ("The kernel has killed the process because the memory of its container, its service or the machine ran"
				+ " out. Give it less with 'daemon.workers.%s.max-heap', have it replaced before with '.max-memory', or"
				+ " raise that limit.")
			.formatted(this.specification.name());
	}

	/**
	 * Describe the end of a process that did not report anything itself.
	 */
	private String unreportedEnd() {
		if (this.termination == Reason.NOT_TAKEN_UP) {
			return "The process did not take up the worker within " + WorkerWatch.ASSIGNMENT_TIMEOUT.toSeconds()
					+ " s and was killed";
		}
		if (this.termination == Reason.STALL) {
			return "The process did not boot within its 'start-timeout' of " + this.specification.startTimeout()
					+ " and was ended with " + this.exit;
		}
		if (this.exit.isFromOutside()) {
			return "The process was ended by " + this.exit + " before its worker began. The signal came from outside:"
					+ " from an operator, or from the kernel if memory was short";
		}
		return "The process ended with " + this.exit + " before it could say why; its output may explain it";
	}

}
