package dev.daemonspring.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The decision which process is replaced before the memory of the container is exhausted
 * and the kernel kills one: of those that have more than their share, the largest.
 */
public final class MemoryRelief {

	/**
	 * The part of the limit from which on a process is replaced.
	 */
	private static final double NEARLY_ALL = 0.9;

	private MemoryRelief() {
	}

	/**
	 * Return whether a process is to be replaced.
	 * @param used the memory of the container, in bytes
	 * @param limit how much it may have
	 */
	public static boolean isNeeded(long used, long limit) {
		return used >= NEARLY_ALL * limit;
	}

	/**
	 * Choose the process.
	 * @param <P> the type of the processes
	 * @param processes the processes that could be replaced
	 * @return the process, or nothing if each of them keeps to its share
	 */
	public static <P> Optional<Claim<P>> choose(Collection<Claim<P>> processes) {
		return processes.stream()
			.filter((claim) -> claim.taken() > claim.share())
			.max(Comparator.comparingLong(Claim::taken));
	}

	/**
	 * What a process has of the memory.
	 *
	 * @param <P> the type of the process
	 * @param process the process
	 * @param taken what it has, in bytes
	 * @param share what it was meant to have at most, in bytes
	 */
	public record Claim<P>(P process, long taken, long share) {
	}

}
