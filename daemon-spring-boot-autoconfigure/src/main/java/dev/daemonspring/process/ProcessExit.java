package dev.daemonspring.process;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.ExhaustionMark;

/**
 * The exit of a process, which {@code toString()} puts into words.
 *
 * @param code the exit code; above 128, it is 128 plus the number of the signal that
 * ended the process
 * @param exhaustion whether the JVM has exhausted its heap, which the code alone does not
 * reveal
 * @param byKernel whether the kernel has killed the process because memory ran out
 */
public record ProcessExit(int code, ExhaustionMark.Exhaustion exhaustion, boolean byKernel) {

	/**
	 * How long to wait for the report of an exit, which takes milliseconds if it comes at
	 * all.
	 */
	public static final Duration REPORT_TIMEOUT = Duration.ofMillis(500);

	/**
	 * The exit of a process that is gone, and of which nothing else is known.
	 */
	public static final ProcessExit UNKNOWN = new ProcessExit(-1);

	private static final int SIGNALED = 128;

	private static final int SIGKILL = 9;

	private static final Map<Integer, String> SIGNALS = Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6,
			"SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

	private static final Set<Integer> OTHERS_SIGNALS = Set.of(1, 2, 9, 15);

	/**
	 * The code with which HotSpot ends when the heap is exhausted, but a worker may use
	 * it, too.
	 */
	static final int OUT_OF_MEMORY = 3;

	public ProcessExit(int code) {
		this(code, ExhaustionMark.Exhaustion.UNKNOWN);
	}

	public ProcessExit(int code, ExhaustionMark.Exhaustion exhaustion) {
		this(code, exhaustion, false);
	}

	/**
	 * Return whether the process was ended by a signal that no process can handle.
	 */
	boolean isKill() {
		return this.code == SIGNALED + SIGKILL;
	}

	public boolean isLimitReached() {
		return this.code == ExitCode.LIMIT_REACHED;
	}

	/**
	 * Return whether a JVM has, or may have, ended because it ran out of memory.
	 */
	public boolean isOutOfMemory() {
		return this.code == OUT_OF_MEMORY && this.exhaustion != ExhaustionMark.Exhaustion.NOT_SEEN;
	}

	/**
	 * Return whether it is certain that a JVM ended because it ran out of memory.
	 */
	public boolean isSurelyOutOfMemory() {
		return this.code == OUT_OF_MEMORY && this.exhaustion == ExhaustionMark.Exhaustion.SEEN;
	}

	/**
	 * Return whether the process ended with an error of its own, and neither by a signal
	 * nor because it ran out of memory.
	 */
	public boolean isError() {
		return this.code > 0 && this.code < SIGNALED && !isOutOfMemory();
	}

	/**
	 * Return whether the process was ended from outside, by a signal. A JVM that crashes
	 * ends itself with other signals.
	 */
	public boolean isFromOutside() {
		return OTHERS_SIGNALS.contains(this.code - SIGNALED);
	}

	@Override
	public String toString() {
		if (this.code == UNKNOWN.code) {
			return "an unknown exit";
		}
		String signal = SIGNALS.get(this.code - SIGNALED);
		if (signal != null) {
			return "signal " + (this.code - SIGNALED) + " (" + signal + ")"
					+ (this.byKernel ? ", killed by the kernel: out of memory" : "");
		}
		if (this.code == ExitCode.OVERDUE) {
			return "exit code 77 (took too long to end, or chosen by the worker)";
		}
		return "exit code " + this.code + ((this.code == OUT_OF_MEMORY) ? meaning() : "");
	}

	private String meaning() {
		return switch (this.exhaustion) {
			case SEEN -> " (heap exhausted)";
			case NOT_SEEN -> " (chosen by the worker: its JVM reported no exhausted heap)";
			case UNKNOWN -> " (which HotSpot uses when the heap is exhausted, and the worker may have chosen)";
		};
	}

}
