package dev.daemonspring.supervisor;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

/**
 * The history of a worker and of its processes: the last state, how the last process
 * ended, its last error, and the number of restarts and replacements. Changed on the
 * supervisor's thread only; any thread may read it, except for the state.
 */
final class WorkerHistory {

	private final EventLoop thread;

	private volatile @Nullable String lastExit;

	private volatile @Nullable String lastError;

	private volatile long failuresSeen;

	private volatile long restarts;

	private final Map<RestartReason, AtomicLong> reasons = new EnumMap<>(RestartReason.class);

	private volatile long replacements;

	private boolean restartUnpublished;

	private WorkerState state = WorkerState.STOPPED;

	WorkerHistory(EventLoop thread) {
		this.thread = thread;
		for (RestartReason reason : RestartReason.values()) {
			this.reasons.put(reason, new AtomicLong());
		}
	}

	/**
	 * Record how a process has ended.
	 * @param exit its exit
	 * @param error the error that is reported for it
	 * @param failures how many failures all processes have reported, this one included
	 */
	void exited(ProcessExit exit, @Nullable String error, long failures) {
		assert this.thread.inEventLoop();
		this.lastExit = exit.toString();
		this.lastError = error;
		this.failuresSeen = failures;
	}

	/**
	 * Record the state of the worker.
	 * @return the state that was recorded before
	 */
	WorkerState changed(WorkerState newState) {
		assert this.thread.inEventLoop();
		WorkerState before = this.state;
		this.state = newState;
		return before;
	}

	/**
	 * Return how the last process ended, or {@code null} if none has.
	 */
	@Nullable String lastExit() {
		return this.lastExit;
	}

	/**
	 * Return the error of the last process that has ended, or of a start that failed.
	 */
	@Nullable String lastError() {
		return this.lastError;
	}

	/**
	 * Return the last error: that of the running process, if it has failed since the one
	 * before ended.
	 * @param running what the running process reports
	 */
	@Nullable String lastError(SlotSnapshot running) {
		String reported = running.lastError();
		return (running.failures() > this.failuresSeen && reported != null) ? reported : this.lastError;
	}

	void lastError(String error) {
		assert this.thread.inEventLoop();
		this.lastError = error;
	}

	void countRestart(RestartReason reason) {
		assert this.thread.inEventLoop();
		this.restarts = this.restarts + 1;
		this.restartUnpublished = true;
		count(reason);
	}

	void countReplacement() {
		assert this.thread.inEventLoop();
		this.replacements = this.replacements + 1;
		count(RestartReason.LIMIT);
	}

	void countOrderedRestart() {
		assert this.thread.inEventLoop();
		count(RestartReason.ORDER);
	}

	private void count(RestartReason reason) {
		Objects.requireNonNull(this.reasons.get(reason)).incrementAndGet();
	}

	/**
	 * Return whether the worker's process follows a crash, and reset that: only the first
	 * call for a process returns {@code true}.
	 */
	boolean takeRestart() {
		assert this.thread.inEventLoop();
		boolean taken = this.restartUnpublished;
		this.restartUnpublished = false;
		return taken;
	}

	/**
	 * Return how many times the worker was restarted after it went down.
	 */
	long restarts() {
		return this.restarts;
	}

	/**
	 * Return how many times another process followed, for each reason that there is.
	 */
	Map<RestartReason, Long> restartsByReason() {
		Map<RestartReason, Long> counts = new EnumMap<>(RestartReason.class);
		this.reasons.forEach((reason, count) -> counts.put(reason, count.get()));
		return counts;
	}

	/**
	 * Return how many times the process was replaced because it had reached a limit.
	 */
	long replacements() {
		return this.replacements;
	}

}
