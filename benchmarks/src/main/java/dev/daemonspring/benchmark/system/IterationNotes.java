package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * What the instances of a worker have noted of their iterations. The clock of all
 * processes is one. For one thread.
 */
final class IterationNotes {

	private final Path file;

	private final Map<Long, Iteration> running = new HashMap<>();

	private final List<Iteration> iterations = new ArrayList<>();

	private long position;

	IterationNotes(Path file) {
		this.file = file;
	}

	/**
	 * Read what was noted since the last time.
	 */
	void read() {
		if (!Files.exists(this.file)) {
			return;
		}
		try (RandomAccessFile notes = new RandomAccessFile(this.file.toFile(), "r")) {
			byte[] bytes = new byte[(int) (notes.length() - this.position)];
			notes.seek(this.position);
			notes.readFully(bytes);
			String text = new String(bytes, StandardCharsets.US_ASCII);
			String whole = text.substring(0, text.lastIndexOf('\n') + 1);
			this.position += whole.length();
			whole.lines().forEach(this::note);
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't read '" + this.file + "': " + ex, ex);
		}
	}

	private void note(String line) {
		String[] words = line.split(" ");
		long pid = Long.parseLong(words[3]);
		long nanos = Long.parseLong(words[4]);
		if (words[0].equals("begin")) {
			this.running.put(pid,
					new Iteration(Integer.parseInt(words[1]), Integer.parseInt(words[2]), pid, nanos, nanos));
			return;
		}
		Iteration begun = this.running.remove(pid);
		if (begun != null) {
			this.iterations.add(new Iteration(begun.index(), begun.total(), pid, begun.from(), nanos));
		}
	}

	int count() {
		return this.iterations.size();
	}

	/**
	 * Return what differs among the iterations that began later, in ascending order.
	 */
	Set<Long> distinct(long since, ToLongFunction<Iteration> property) {
		Set<Long> distinct = new TreeSet<>();
		for (Iteration iteration : this.iterations) {
			if (iteration.from() > since) {
				distinct.add(property.applyAsLong(iteration));
			}
		}
		return distinct;
	}

	/**
	 * Return how many pairs of iterations overlapped that should not: with different
	 * totals, or of one index.
	 */
	int overlaps() {
		List<Iteration> sorted = new ArrayList<>(this.iterations);
		sorted.sort(Comparator.comparingLong(Iteration::from));
		List<Iteration> open = new ArrayList<>();
		int overlaps = 0;
		for (Iteration iteration : sorted) {
			open.removeIf((other) -> other.to() <= iteration.from());
			for (Iteration other : open) {
				overlaps += (other.total() != iteration.total() || other.index() == iteration.index()) ? 1 : 0;
			}
			open.add(iteration);
		}
		return overlaps;
	}

	/**
	 * Return the longest time between two iterations of each index, in milliseconds.
	 * @param since the iterations that ended earlier do not count
	 */
	Map<Integer, Double> longestGaps(long since) {
		Map<Integer, Double> gaps = new TreeMap<>();
		Map<Integer, Long> ends = new HashMap<>();
		List<Iteration> sorted = new ArrayList<>(this.iterations);
		sorted.sort(Comparator.comparingLong(Iteration::from));
		for (Iteration iteration : sorted) {
			if (iteration.to() >= since) {
				Long end = ends.put(iteration.index(), iteration.to());
				if (end != null) {
					gaps.merge(iteration.index(), (iteration.from() - end) / 1e6, Math::max);
				}
			}
		}
		return gaps;
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
