package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the instances of {@link InstancesApplication} have noted, checked: no two
 * iterations with different totals overlap, nor do two of one index.
 *
 * @param iterations the iterations in the order in which they began
 */
record IterationNotes(List<Iteration> iterations) {

	static IterationNotes read(Path directory) {
		Map<Long, Iteration> open = new HashMap<>();
		List<Iteration> iterations = new ArrayList<>();
		for (String line : lines(directory.resolve("notes"))) {
			String[] parts = line.split(" ");
			long pid = Long.parseLong(parts[3]);
			long nanos = Long.parseLong(parts[4]);
			if (parts[0].equals("begin")) {
				open.put(pid, new Iteration(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), pid, nanos, nanos));
			}
			else {
				Iteration begun = open.remove(pid);
				iterations.add(new Iteration(begun.index(), begun.total(), pid, begun.from(), nanos));
			}
		}
		// Of one that was killed nobody knows how long it went on
		iterations.addAll(open.values());
		iterations.sort(Comparator.comparingLong(Iteration::from));
		return new IterationNotes(iterations);
	}

	private static List<String> lines(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file) : List.of();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the pairs of iterations that should not overlap.
	 */
	List<String> overlaps() {
		List<String> overlaps = new ArrayList<>();
		List<Iteration> running = new ArrayList<>();
		for (Iteration iteration : this.iterations) {
			running.removeIf((other) -> other.to() <= iteration.from());
			for (Iteration other : running) {
				if (other.total() != iteration.total() || other.index() == iteration.index()) {
					overlaps.add(other + " and " + iteration);
				}
			}
			running.add(iteration);
		}
		return overlaps;
	}

	/**
	 * Return the longest time between two iterations of an index, in milliseconds.
	 */
	Map<Integer, Long> longestGaps() {
		Map<Integer, Long> gaps = new HashMap<>();
		Map<Integer, Long> ends = new HashMap<>();
		for (Iteration iteration : this.iterations) {
			Long end = ends.put(iteration.index(), iteration.to());
			if (end != null) {
				gaps.merge(iteration.index(), (iteration.from() - end) / 1_000_000, Math::max);
			}
		}
		return gaps;
	}

	/**
	 * Return the iterations of the first process that an index had.
	 */
	List<Iteration> ofFirstProcess(int index) {
		List<Iteration> all = this.iterations.stream().filter((iteration) -> iteration.index() == index).toList();
		return all.stream().filter((iteration) -> iteration.pid() == all.get(0).pid()).toList();
	}

	<T> List<T> distinct(Function<Iteration, T> property) {
		return this.iterations.stream().map(property).distinct().toList();
	}

	/**
	 * Return the iterations that began later.
	 */
	IterationNotes after(long nanos) {
		return new IterationNotes(this.iterations.stream().filter((iteration) -> iteration.from() > nanos).toList());
	}

	/**
	 * An iteration.
	 *
	 * @param index the index of the instance
	 * @param total the total that it knew
	 * @param pid its process
	 * @param from when it began
	 * @param to when it ended
	 */
	record Iteration(int index, int total, long pid, long from, long to) {
	}

}
