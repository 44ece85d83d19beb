package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

/**
 * What became of a worker and of the processes that it has had: the last state, how the
 * last process ended, its last error, and how many were started anew. Changed on the
 * supervisor's thread only; any may read.
 */
final class WorkerHistory {

	private final EventLoop thread;

	private volatile @Nullable String lastExit;

	private volatile @Nullable String lastError;

	private volatile long failuresSeen;

	private volatile long restarts;

	private volatile long replacements;

	private boolean restartUnpublished;

	private WorkerState state = WorkerState.STOPPED;

	WorkerHistory(EventLoop thread) {
		this.thread = thread;
	}

	/**
	 * Note how a process has ended.
	 * @param exit its exit
	 * @param error the error that is told of it
	 * @param failures how many failures all processes have told, this one included
	 */
	void exited(ProcessExit exit, @Nullable String error, long failures) {
		assert this.thread.inEventLoop();
		this.lastExit = exit.toString();
		this.lastError = error;
		this.failuresSeen = failures;
	}

	/**
	 * Note the state of the worker.
	 * @return the state that was noted before
	 */
	WorkerState changed(WorkerState newState) {
		assert this.thread.inEventLoop();
		WorkerState before = this.state;
		this.state = newState;
		return before;
	}

	/**
	 * Return how the last process ended, or {@code null} when none has.
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
	 * Return the last error: that of the running process, when it has failed since the
	 * one before ended.
	 * @param running what the running process tells
	 */
	@Nullable String lastError(SlotSnapshot running) {
		String told = running.lastError();
		return (running.failures() > this.failuresSeen && told != null) ? told : this.lastError;
	}

	void lastError(String error) {
		assert this.thread.inEventLoop();
		this.lastError = error;
	}

	void countRestart() {
		assert this.thread.inEventLoop();
		this.restarts = this.restarts + 1;
		this.restartUnpublished = true;
	}

	void countReplacement() {
		assert this.thread.inEventLoop();
		this.replacements = this.replacements + 1;
	}

	/**
	 * Return whether the process that the worker has got follows a crash, once.
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
	 * Return how many times the process was replaced because it had reached a limit.
	 */
	long replacements() {
		return this.replacements;
	}

}
