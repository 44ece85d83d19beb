package dev.daemonspring.policy;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.ResidentMemory;

/**
 * The limits at which a worker's process is replaced as planned: it spins down, and
 * another follows.
 *
 * @param maxMemory the largest resident memory of the process, or {@code null} for no
 * limit
 * @param maxIterations the largest number of iterations of the process, or {@code null}
 * for no limit
 */
public record WorkerLimits(@Nullable DataSize maxMemory, @Nullable Long maxIterations) {

	/**
	 * No limits.
	 */
	public static final WorkerLimits NONE = new WorkerLimits(null, null);

	/**
	 * Say of a process that it has done its iterations.
	 */
	public String iterationsDone() {
		return "it has done its 'max-iterations' of " + this.maxIterations;
	}

	/**
	 * Return whether this system reports the memory of processes.
	 * @return whether a {@code maxMemory} can be enforced
	 */
	public static boolean canLimitMemory() {
		return ResidentMemory.isKnown();
	}

}
