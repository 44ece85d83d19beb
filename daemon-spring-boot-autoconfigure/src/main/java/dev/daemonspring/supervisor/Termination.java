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
 * escalates when it takes too long, and its exit cancels it, so that nothing is left that
 * could hit the next process. Changed on the supervisor's thread only.
 */
final class Termination {

	/**
	 * Time enough for a process that hangs to write its thread dump.
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
	 * Return why the process ends, or {@code null} when nobody has begun to end it.
	 */
	@Nullable Reason reason() {
		ProcessEnding current = this.ending;
		return (current != null) ? current.reason() : null;
	}

	End progress(long now) {
		ProcessEnding current = this.ending;
		if (current == null) {
			return End.NONE;
		}
		return current.isOverdue(now) ? End.OVERDUE : End.IN_TIME;
	}

	/**
	 * Begin, or go on for another reason: time that has passed has passed.
	 */
	void begin(Reason reason, long now) {
		assert this.thread.inEventLoop();
		ProcessEnding current = this.ending;
		this.ending = (current != null) ? current.because(reason) : ProcessEnding.asked(reason, now, this.grace);
	}

	/**
	 * Begin with a process that makes no progress. There is no use in asking it; it is
	 * killed as soon as it has had the time to dump its threads.
	 */
	void beginAfterStall(long now) {
		assert this.thread.inEventLoop();
		this.ending = new ProcessEnding(Reason.STALL, Stage.TERMINATED, now, DUMP_GRACE);
	}

	/**
	 * Do to the process what comes next, because it has not ended in time.
	 * @return what was done, in words, or {@code null} when there was nothing to escalate
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
	 * Begin with the last stage.
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
	 * Forget it: the process is gone, or another one is there.
	 */
	void cancel() {
		assert this.thread.inEventLoop();
		this.ending = null;
	}

}
