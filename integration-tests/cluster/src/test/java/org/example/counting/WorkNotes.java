package org.example.counting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all processes noted of their work, by the clock that they share.
 */
final class WorkNotes {

	private final Map<String, List<Stay>> stays = new TreeMap<>();

	private WorkNotes() {
	}

	static WorkNotes read(Path directory) {
		WorkNotes notes = new WorkNotes();
		for (String worker : List.of("first", "second", "third")) {
			List<Stay> stays = new ArrayList<>();
			try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, worker + ".[0-9]*")) {
				for (Path file : files) {
					stays.addAll(stay(file));
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			stays.sort(Comparator.comparing(Stay::first));
			notes.stays.put(worker, stays);
		}
		return notes;
	}

	private static List<Stay> stay(Path file) throws IOException {
		List<Long> times = Files.readString(file).lines().map(Long::valueOf).toList();
		String name = file.getFileName().toString();
		long pid = Long.parseLong(name.substring(name.indexOf('.') + 1));
		return times.isEmpty() ? List.of() : List.of(new Stay(pid, times.get(0), times));
	}

	/**
	 * Return when any process of a worker worked last.
	 */
	Map<String, Long> latest() {
		Map<String, Long> latest = new HashMap<>();
		this.stays.forEach((worker, all) -> latest.put(worker, all.stream().mapToLong(Stay::last).max().orElse(0)));
		return latest;
	}

	/**
	 * Return each moment at which one process worked between two moments at which another
	 * did.
	 */
	List<Overlap> overlaps() {
		List<Overlap> overlaps = new ArrayList<>();
		this.stays.forEach((worker, all) -> {
			for (Stay early : all) {
				for (Stay late : all) {
					boolean before = early != late && early.first() <= late.first();
					if (before && early.last() >= late.first()) {
						overlaps.add(new Overlap(worker, early, late));
					}
				}
			}
		});
		return overlaps;
	}

	/**
	 * Return how long workers were without a process at work before each process that
	 * began after a moment, in milliseconds.
	 */
	List<Long> gaps(long since) {
		List<Long> gaps = new ArrayList<>();
		this.stays.forEach((worker, all) -> {
			for (int i = 1; i < all.size(); i++) {
				if (all.get(i).first() >= since) {
					gaps.add((all.get(i).first() - all.get(i - 1).last()) / 1_000_000);
				}
			}
		});
		return gaps;
	}

	/**
	 * One process at work.
	 *
	 * @param pid its id
	 * @param first when it worked first
	 * @param times when it worked
	 */
	record Stay(long pid, long first, List<Long> times) {

		long last() {
			return this.times.get(this.times.size() - 1);
		}

		/**
		 * Return when it worked from a moment on.
		 */
		List<Long> from(long moment) {
			return this.times.stream().filter((time) -> time >= moment).toList();
		}

		@Override
		public String toString() {
			return "process %d (%d to %d)".formatted(this.pid, this.first, last());
		}

	}

	/**
	 * Two processes of a worker at work at the same time.
	 *
	 * @param worker the worker
	 * @param early the process that worked first
	 * @param late the process that worked while the other had not ended
	 */
	record Overlap(String worker, Stay early, Stay late) {
	}

}
