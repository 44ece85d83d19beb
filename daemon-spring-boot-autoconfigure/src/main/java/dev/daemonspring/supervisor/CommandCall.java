package dev.daemonspring.supervisor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.CommandStatus;
import dev.daemonspring.region.Answer;
import dev.daemonspring.region.Posted;
import dev.daemonspring.supervisor.CommandException.Reason;

/**
 * A command that lies in a worker's mailbox, and the caller who waits for its answer. The
 * caller's thread waits; the supervisor cuts the wait short when the process is gone.
 */
final class CommandCall {

	private static final int SPINS = 100;

	private static final long SHORTEST_WAIT_NANOS = 20_000;

	private static final long LONGEST_WAIT_NANOS = 1_000_000;

	private final String worker;

	private final String command;

	private final Posted posted;

	private volatile @Nullable CommandException broken;

	CommandCall(String worker, String command, Posted posted) {
		this.worker = worker;
		this.command = command;
		this.posted = posted;
	}

	/**
	 * Wait for the answer.
	 * @param timeout how long to wait
	 * @return the result's JSON
	 * @throws CommandException when there is none
	 */
	String await(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		long wait = SHORTEST_WAIT_NANOS;
		for (int i = 0; true; i++) {
			Answer answer = this.posted.poll();
			if (answer != null) {
				this.posted.release();
				return result(answer);
			}
			CommandException failure = this.broken;
			if (failure != null) {
				this.posted.release();
				throw failure;
			}
			if (System.nanoTime() - deadline > 0) {
				throw timedOut(timeout);
			}
			if (i < SPINS) {
				Thread.onSpinWait();
			}
			else {
				LockSupport.parkNanos(this, wait);
				wait = Math.min(wait * 2, LONGEST_WAIT_NANOS);
			}
		}
	}

	private CommandException timedOut(Duration timeout) {
		if (this.posted.withdraw()) {
			this.posted.release();
			return new CommandException(Reason.TIMED_OUT,
					"Command '%s' of worker '%s' did not begin within %s and was withdrawn".formatted(this.command,
							this.worker, timeout));
		}
		return new CommandException(Reason.TIMED_OUT_RUNNING,
				"Command '%s' of worker '%s' did not end within %s; it may still run".formatted(this.command,
						this.worker, timeout));
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
	 * The process of the worker has ended.
	 * @param another whether another process follows, which will take what was not begun
	 */
	void processEnded(boolean another) {
		if (this.posted.poll() != null) {
			return;
		}
		if (!another && this.posted.withdraw()) {
			this.broken = new CommandException(Reason.NOT_RUNNING,
					"Worker '%s' ended before it could begin command '%s'".formatted(this.worker, this.command));
		}
		else if (this.posted.taken()) {
			this.broken = new CommandException(Reason.INTERRUPTED,
					"The process of worker '%s' ended while command '%s' ran".formatted(this.worker, this.command));
		}
	}

	/**
	 * Return whether nothing more can come: the answer is there, or its process is gone.
	 * @return whether the command is over
	 */
	boolean isOver() {
		return this.posted.poll() != null || this.broken != null;
	}

	void release() {
		this.posted.release();
	}

}
