package dev.daemonspring.process;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.ExhaustionMark;

/**
 * How a process ended, in words.
 *
 * @param code what the operating system reported; above 128 the number of a signal is
 * added to it
 * @param exhaustion whether the JVM has exhausted its heap, which the code alone can't
 * tell
 */
public record ProcessExit(int code, ExhaustionMark.Exhaustion exhaustion) {

	/**
	 * An exit is reported within milliseconds, where it is reported at all.
	 */
	public static final Duration REPORT_TIMEOUT = Duration.ofMillis(500);

	/**
	 * The process is gone, and nobody knows how.
	 */
	public static final ProcessExit UNKNOWN = new ProcessExit(-1);

	private static final int SIGNALED = 128;

	private static final Map<Integer, String> SIGNALS = Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6,
			"SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

	private static final Set<Integer> OTHERS_SIGNALS = Set.of(1, 2, 9, 15);

	/**
	 * With which HotSpot ends when the heap is exhausted, and a worker may, too.
	 */
	static final int OUT_OF_MEMORY = 3;

	public ProcessExit(int code) {
		this(code, ExhaustionMark.Exhaustion.UNKNOWN);
	}

	public boolean isLimitReached() {
		return this.code == ExitCode.LIMIT_REACHED;
	}

	/**
	 * Return whether it is the exit of a JVM that has run out of memory, or may be.
	 */
	public boolean isOutOfMemory() {
		return this.code == OUT_OF_MEMORY && this.exhaustion != ExhaustionMark.Exhaustion.NOT_SEEN;
	}

	/**
	 * Return whether it is known to be that exit.
	 */
	public boolean isSurelyOutOfMemory() {
		return this.code == OUT_OF_MEMORY && this.exhaustion == ExhaustionMark.Exhaustion.SEEN;
	}

	/**
	 * Return whether the process ended with an error of its own, and not by a signal or
	 * for want of memory.
	 */
	public boolean isError() {
		return this.code > 0 && this.code < SIGNALED && !isOutOfMemory();
	}

	/**
	 * Return whether it is the exit of a process that somebody else has ended. A JVM that
	 * crashes sends other signals, to itself.
	 */
	public boolean isFromOutside() {
		return OTHERS_SIGNALS.contains(this.code - SIGNALED);
	}

	@Override
	public String toString() {
		if (this.code == UNKNOWN.code) {
			return "an exit that nobody saw";
		}
		String signal = SIGNALS.get(this.code - SIGNALED);
		if (signal != null) {
			return "signal " + (this.code - SIGNALED) + " (" + signal + ")";
		}
		if (this.code == ExitCode.OVERDUE) {
			return "exit code 77 (took too long to end, or chosen by the worker)";
		}
		return "exit code " + this.code + ((this.code == OUT_OF_MEMORY) ? meaning() : "");
	}

	private String meaning() {
		return switch (this.exhaustion) {
			case SEEN -> " (heap exhausted)";
			case NOT_SEEN -> " (chosen by the worker: its JVM has told of no exhausted heap)";
			case UNKNOWN -> " (which HotSpot uses when the heap is exhausted, and the worker may have chosen)";
		};
	}

}
