package dev.daemonspring.supervisor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.region.Answer;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.supervisor.CommandException.Reason;

/**
 * A command in a worker's mailbox, and the caller that waits for its answer. The caller's
 * thread waits; the supervisor cuts the wait short when the process is gone.
 */
final class PendingCall {

	private static final int SPINS = 100;

	private static final long SHORTEST_WAIT_NANOS = 20_000;

	private static final long LONGEST_WAIT_NANOS = 1_000_000;

	/**
	 * Who has waited for seconds does not mind some milliseconds, and spares the
	 * processor.
	 */
	private static final int LOOKS_BEFORE_PATIENCE = 3_000;

	private static final long PATIENT_WAIT_NANOS = 20_000_000;

	private static final long ANSWER_NANOS = 1_000_000_000;

	private final String worker;

	private final String command;

	private final PostedCommand posted;

	private volatile @Nullable CommandException broken;

	private volatile boolean released;

	private volatile long taker;

	PendingCall(String worker, String command, PostedCommand posted) {
		this.worker = worker;
		this.command = command;
		this.posted = posted;
	}

	/**
	 * Wait for the answer. An interrupt ends the wait just as the timeout does, and the
	 * interrupt status is kept.
	 * @param timeout how long to wait
	 * @return the result as JSON
	 * @throws CommandException if there is no result
	 */
	String await(Duration timeout) {
		Answer answer = awaitAnswer(System.nanoTime() + timeout.toNanos());
		CommandException failure = this.broken;
		if (answer == null && failure == null) {
			failure = giveUp(timeout);
		}
		if (answer == null && !this.released) {
			answer = awaitBegunAnswer();
		}
		if (answer != null) {
			release();
			return result(answer);
		}
		throw Objects.requireNonNull(failure);
	}

	private @Nullable Answer awaitAnswer(long deadline) {
		long wait = SHORTEST_WAIT_NANOS;
		for (int i = 0; true; i++) {
			Answer answer = this.posted.poll();
			boolean over = this.broken != null || System.nanoTime() - deadline > 0
					|| Thread.currentThread().isInterrupted();
			if (answer != null || over) {
				return answer;
			}
			if (i < SPINS) {
				Thread.onSpinWait();
			}
			else {
				LockSupport.parkNanos(this, wait);
				wait = Math.min(wait * 2, (i < LOOKS_BEFORE_PATIENCE) ? LONGEST_WAIT_NANOS : PATIENT_WAIT_NANOS);
			}
		}
	}

	private CommandException giveUp(Duration timeout) {
		String when = Thread.currentThread().isInterrupted() ? "before its caller was interrupted"
				: "within " + timeout;
		if (this.posted.withdraw()) {
			release();
			return new CommandException(Reason.TIMED_OUT,
					"Command '%s' of worker '%s' did not begin %s and was withdrawn".formatted(this.command,
							this.worker, when));
		}
		if (this.posted.giveUp()) {
			release();
		}
		return new CommandException(Reason.TIMED_OUT_RUNNING,
				"Command '%s' of worker '%s' did not end %s; it may still run".formatted(this.command, this.worker,
						when));
	}

	/**
	 * Wait for an answer that is already being written, so that the command could not be
	 * given up. It comes at once, unless its process died while writing it.
	 */
	private @Nullable Answer awaitBegunAnswer() {
		boolean interrupted = Thread.interrupted();
		try {
			long deadline = System.nanoTime() + ANSWER_NANOS;
			Answer answer = this.posted.poll();
			while (answer == null && !this.released && System.nanoTime() - deadline < 0) {
				LockSupport.parkNanos(this, LONGEST_WAIT_NANOS);
				interrupted |= Thread.interrupted();
				answer = this.posted.poll();
			}
			return answer;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private String result(Answer answer) {
		String text = new String(answer.body(), StandardCharsets.UTF_8);
		CommandStatus status = CommandStatus.ofCode(answer.status())
			.orElseThrow(() -> new CommandException(Reason.FAILED,
					"The answer of worker '%s' to command '%s' is unreadable".formatted(this.worker, this.command)));
		return switch (status) {
			case OK -> text;
			case UNKNOWN_COMMAND -> throw new CommandException(Reason.UNKNOWN_COMMAND, text);
			case INVALID_ARGUMENTS -> throw new CommandException(Reason.INVALID_ARGUMENTS, text);
			case FAILED -> throw new CommandException(Reason.FAILED, text);
			case RESULT_TOO_LARGE -> throw new CommandException(Reason.TOO_LARGE, text);
		};
	}

	/**
	 * End the call because the worker's process has ended, or the worker has left it.
	 * @param another whether another process follows, which will take a command that has
	 * not begun
	 * @param pid the id of the process
	 */
	void processEnded(boolean another, long pid) {
		if (this.released || this.posted.poll() != null) {
			return;
		}
		if (!another && this.posted.withdraw()) {
			this.broken = new CommandException(Reason.NOT_RUNNING,
					"Worker '%s' ended before it could begin command '%s'".formatted(this.worker, this.command));
			release();
		}
		else if (this.posted.taken()) {
			this.taker = pid;
			boolean over = this.posted.giveUp();
			this.broken = new CommandException(Reason.INTERRUPTED,
					"The process of worker '%s' ended while command '%s' ran".formatted(this.worker, this.command));
			if (over) {
				release();
			}
		}
	}

	/**
	 * Return whether the command still occupies its cell, because an answer may yet be
	 * written into it.
	 */
	boolean isOpen() {
		return !this.released;
	}

	/**
	 * Return whether nothing more can come: the answer is there, or the process that took
	 * the command is gone.
	 * @return whether the command is over
	 */
	boolean isOver() {
		return this.posted.poll() != null || (this.taker > 0 && isGone(this.taker));
	}

	private static boolean isGone(long pid) {
		return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
	}

	void release() {
		this.posted.release();
		this.released = true;
	}

}
