package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

/**
 * What there is to say of a process of a worker that has ended: its exit, and its last
 * words in the status region.
 *
 * @param specification the worker
 * @param process the process
 * @param exit how it has ended
 * @param termination why it was ended, or {@code null} when nobody had begun that
 * @param last what the worker's slot said last
 * @param began whether the process had begun to run the worker, so that the slot speaks
 * of it
 */
record ExitReport(WorkerSpecification specification, Child process, ProcessExit exit, @Nullable Reason termination,
		SlotSnapshot last, boolean began) {

	/**
	 * Return whether the worker ended on its own request.
	 */
	boolean isStoppedItself() {
		return this.began && this.last.state() == WorkerState.STOPPED;
	}

	/**
	 * Return the error that is to be told of the worker from now on.
	 * @param before the one that was told of it so far
	 */
	@Nullable String lastError(@Nullable String before) {
		if (this.exit.isOutOfMemory() && (!this.began || this.last.lastError() == null)) {
			// A JVM that ends for that has no word left; who chose this code has
			return exhausted();
		}
		if (!this.began) {
			String bootError = this.process.scratch().verifiedSnapshot().lastError();
			return (bootError != null) ? bootError : endWithoutWord();
		}
		if (this.last.lastError() != null || this.exit.code() != 0 || !isControlled()) {
			// A process that was killed says nothing, and what an older one said is no
			// reason
			return this.last.lastError();
		}
		return before;
	}

	private boolean isControlled() {
		return this.last.state() == WorkerState.STOPPED || this.last.state() == WorkerState.SPINDOWN;
	}

	private String exhausted() {
		String raise = "Raise 'daemon.workers." + this.specification.name() + ".max-heap'.";
		return (this.exit.isSurelyOutOfMemory())
				? "java.lang.OutOfMemoryError: Java heap space, unless its output names another space. " + raise
				: "java.lang.OutOfMemoryError: Java heap space, or exit code 3 was chosen by the worker, which nobody"
						+ " can tell here; its output may. " + raise;
	}

	/**
	 * Say what is known of the end of a process that has not said anything itself.
	 */
	private String endWithoutWord() {
		if (this.termination == Reason.NOT_TAKEN_UP) {
			return "The process did not take up the worker within " + WorkerWatch.ASSIGNMENT_TIMEOUT.toSeconds()
					+ " s and was killed";
		}
		if (this.termination == Reason.STALL) {
			return "The process did not boot within its 'start-timeout' of " + this.specification.startTimeout()
					+ " and was ended with " + this.exit;
		}
		if (this.exit.isFromOutside()) {
			return "The process was ended by " + this.exit
					+ " before its worker began. The signal came from outside of it:"
					+ " from an operator, or from the kernel when memory was short";
		}
		return "The process ended with " + this.exit + " before it could say why; its output may tell";
	}

}
