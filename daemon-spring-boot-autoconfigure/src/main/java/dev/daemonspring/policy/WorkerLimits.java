package dev.daemonspring.policy;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.ResidentMemory;

/**
 * At what a worker's process is exchanged for a new one, in a planned way: it spins down,
 * and another follows.
 *
 * @param maxMemory the resident memory of the process, or {@code null} for any
 * @param maxIterations the number of iterations of the process, or {@code null} for any
 */
public record WorkerLimits(@Nullable DataSize maxMemory, @Nullable Long maxIterations) {

	/**
	 * No limits.
	 */
	public static final WorkerLimits NONE = new WorkerLimits(null, null);

	/**
	 * Return whether this system tells the memory of processes.
	 * @return whether a {@code maxMemory} can be kept
	 */
	public static boolean canLimitMemory() {
		return ResidentMemory.isKnown();
	}

}
