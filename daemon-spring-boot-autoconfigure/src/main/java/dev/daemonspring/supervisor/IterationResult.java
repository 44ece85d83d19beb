package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.CommandException.Reason;

/**
 * The result of an iteration that an operator has ordered.
 *
 * @param outcome whether it succeeded
 * @param length how long it took
 * @param error what it threw, which may be truncated, or {@code null} if it succeeded
 * @since 0.1.0
 */
public record IterationResult(Outcome outcome, Duration length, @Nullable String error) {

	private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

	private static final Duration LONGEST_WAIT = Duration.ofDays(1);

	static void checkWait(Duration wait) {
		if (wait.compareTo(SHORTEST_WAIT) < 0 || wait.compareTo(LONGEST_WAIT) > 0) {
			throw new CommandException(Reason.INVALID_ARGUMENTS,
					"'wait' is '%s', but must be between %s and %s".formatted(wait, SHORTEST_WAIT, LONGEST_WAIT));
		}
	}

	/**
	 * How an iteration ended.
	 */
	public enum Outcome {

		/**
		 * It returned.
		 */
		SUCCEEDED,

		/**
		 * It threw, and the worker goes down.
		 */
		FAILED

	}

}
