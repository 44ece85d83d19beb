package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ProcessEnding;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.ProcessEnding.Stage;
import dev.daemonspring.policy.WorkerFacts.End;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.EventLoop;

/**
 * The termination of a worker's process: at most one at a time, whoever began it. It
 * escalates if it takes too long, and the exit of the process cancels it, so that nothing
 * is left that could hit the next process. Changed on the supervisor's thread only.
 */
final class Termination {

	/**
	 * Enough time for a process that hangs to write its thread dump.
	 */
	private static final Duration DUMP_GRACE = Duration.ofSeconds(1);

	private final Duration grace;

	private final EventLoop thread;

	private @Nullable ProcessEnding ending;

	/**
	 * Create a termination that has not begun.
	 * @param grace how long each of its stages may take
	 * @param thread the supervisor's thread
	 */
	Termination(Duration grace, EventLoop thread) {
		this.grace = grace;
		this.thread = thread;
	}

	boolean isUnderWay() {
		return this.ending != null;
	}

	/**
	 * Return why the process is being ended, or {@code null} if it is not.
	 */
	@Nullable Reason reason() {
		ProcessEnding current = this.ending;
		return (current != null) ? current.reason() : null;
	}

	boolean isAt(Stage stage) {
		ProcessEnding current = this.ending;
		return current != null && current.stage() == stage;
	}

	End progress(long now) {
		ProcessEnding current = this.ending;
		if (current == null) {
			return End.NONE;
		}
		return current.isOverdue(now) ? End.OVERDUE : End.IN_TIME;
	}

	/**
	 * Begin, or continue for another reason; the time that has passed still counts.
	 */
	void begin(Reason reason, long now) {
		assert this.thread.inEventLoop();
		ProcessEnding current = this.ending;
		this.ending = (current != null) ? current.because(reason) : ProcessEnding.asked(reason, now, this.grace);
	}

	/**
	 * Begin with a process that makes no progress. A request would be useless; it is
	 * killed once it has had the time to dump its threads.
	 */
	void beginAfterStall(long now) {
		assert this.thread.inEventLoop();
		this.ending = new ProcessEnding(Reason.STALL, Stage.TERMINATED, now, DUMP_GRACE);
	}

	/**
	 * Take the next stage, because the process has not ended in time.
	 * @return what was done, in words, or {@code null} if no termination is under way
	 */
	@Nullable String escalate(Child process, long now) {
		assert this.thread.inEventLoop();
		ProcessEnding current = this.ending;
		if (current == null) {
			return null;
		}
		ProcessEnding escalated = current.escalated(now);
		this.ending = escalated;
		return (escalated.stage() == Stage.KILLED) ? process.kill() : process.terminate();
	}

	/**
	 * Skip to the last stage and kill the process.
	 */
	void kill(Child process, long now) {
		assert this.thread.inEventLoop();
		ProcessEnding current = this.ending;
		if (current != null) {
			this.ending = current.killed(now);
		}
		process.kill();
	}

	/**
	 * Cancel the termination, because the process is gone or another one has taken its
	 * place.
	 */
	void cancel() {
		assert this.thread.inEventLoop();
		this.ending = null;
	}

}
