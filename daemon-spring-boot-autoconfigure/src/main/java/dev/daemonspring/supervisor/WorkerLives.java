package dev.daemonspring.supervisor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.LifeFile;
import dev.daemonspring.supervisor.WorkerLife.Reason;
import dev.daemonspring.supervisor.WorkerLife.Start;

/**
 * The last lives of one worker: in memory, and in the {@link LifeJournal}, from which
 * those of earlier daemons come. Changed on the supervisor's thread only, except for
 * earlier lives; any thread may read it. No lambdas, because one that is linked for the
 * first time while the heap is exhausted fails for ever.
 */
final class WorkerLives {

	/**
	 * What is to be told of a process in a slot that never began.
	 */
	private static final int UNKNOWN_EXIT = -1;

	private final String worker;

	private final DaemonSlot slot;

	private final LifeJournal journal;

	private final Clock clock;

	/**
	 * The earliest first; only the last may be running.
	 */
	private final Deque<WorkerLife> lives = new ArrayDeque<>();

	private long iterationsBefore;

	WorkerLives(String worker, DaemonSlot slot, LifeJournal journal, Clock clock) {
		this.worker = worker;
		this.slot = slot;
		this.journal = journal;
		this.clock = clock;
	}

	/**
	 * A process has become the worker's. To be called after its slot was reset, and
	 * before the process is assigned.
	 */
	synchronized void begun(Child child) {
		this.iterationsBefore = this.slot.snapshot().iterations();
		WorkerLife life = new WorkerLife(this.clock.instant(), null, child.pid(), Start.of(child), null, null, null,
				null, 0, Duration.ZERO);
		this.lives.addLast(life);
		trim();
		this.journal.begun(this.worker, life);
	}

	/**
	 * The process has ended.
	 * @param report how it ended
	 * @param reason why it ended
	 */
	synchronized void ended(ExitReport report, Reason reason) {
		WorkerLife running = this.lives.peekLast();
		if (running == null || !running.isRunning()) {
			return;
		}
		this.lives.removeLast();
		int code = report.exit().code();
		long iterations = report.began() ? report.last().iterations() - this.iterationsBefore : 0;
		WorkerLife ended = new WorkerLife(running.started(), this.clock.instant(), running.pid(), running.start(),
				reason, (code != UNKNOWN_EXIT) ? Integer.valueOf(code) : null, report.exit().toString(),
				report.lastError(null), Math.max(iterations, 0),
				Duration.ofNanos(report.began() ? this.slot.ownLongestNanos() : 0));
		this.lives.addLast(ended);
		this.journal.changed(this.worker, ended);
	}

	/**
	 * It was found out what had ended a process. Said of the last life only: of an
	 * earlier one it comes too late.
	 */
	synchronized void explained(long pid, String error) {
		WorkerLife last = this.lives.peekLast();
		if (last != null && !last.isRunning() && last.pid() == pid) {
			this.lives.removeLast();
			WorkerLife explained = last.explained(error);
			this.lives.addLast(explained);
			this.journal.changed(this.worker, explained);
		}
	}

	/**
	 * Put the lives of earlier daemons before those of this one.
	 * @param earlier the lives, the earliest first
	 */
	synchronized void restore(List<WorkerLife> earlier) {
		for (int i = earlier.size() - 1; i >= 0; i--) {
			this.lives.addFirst(earlier.get(i));
		}
		trim();
	}

	private void trim() {
		WorkerLife last = this.lives.peekLast();
		int most = LifeFile.KEPT + ((last != null && last.isRunning()) ? 1 : 0);
		while (this.lives.size() > most) {
			this.lives.removeFirst();
		}
	}

	/**
	 * Return the last lives, the latest first.
	 */
	synchronized List<WorkerLife> latest() {
		List<WorkerLife> latest = new ArrayList<>(this.lives.size());
		for (WorkerLife life : this.lives) {
			latest.add(0, life.isRunning() ? progressed(life) : life);
		}
		return latest;
	}

	private WorkerLife progressed(WorkerLife running) {
		long iterations = this.slot.snapshot().iterations() - this.iterationsBefore;
		return running.progressed(Math.max(iterations, 0), Duration.ofNanos(this.slot.ownLongestNanos()));
	}

	/**
	 * Return the exit code of the last process that has ended, in this daemon or an
	 * earlier one, or {@code null} if it is not known.
	 */
	synchronized @Nullable Integer lastExitCode() {
		Integer code = null;
		for (WorkerLife life : this.lives) {
			code = life.isRunning() ? code : life.exitCode();
		}
		return code;
	}

	/**
	 * Return when the last process became the worker's, or {@code null} if none did.
	 */
	synchronized @Nullable Instant lastStart() {
		WorkerLife last = this.lives.peekLast();
		return (last != null) ? last.started() : null;
	}

}
