package org.example.counting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What all processes noted of their work, by the clock that they share. What a process
 * that has ended noted is read once.
 */
final class WorkNotes {

	private static final List<String> WORKERS = List.of("first", "second", "third");

	private final Path directory;

	private final Map<String, List<Stay>> ended = new TreeMap<>();

	private final Map<String, List<Stay>> running = new TreeMap<>();

	WorkNotes(Path directory) {
		this.directory = directory;
		WORKERS.forEach((worker) -> this.ended.put(worker, new ArrayList<>()));
	}

	/**
	 * Read what is new.
	 */
	void refresh() {
		for (String worker : WORKERS) {
			List<Stay> stays = new ArrayList<>();
			try (DirectoryStream<Path> files = Files.newDirectoryStream(this.directory, worker + ".*.[0-9]*")) {
				for (Path file : files) {
					read(worker, file, stays);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.running.put(worker, stays);
		}
	}

	private void read(String worker, Path file, List<Stay> stays) throws IOException {
		String[] name = file.getFileName().toString().split("\\.");
		long pid = Long.parseLong(name[2]);
		boolean over = isOver(pid);
		long[] times = Files.readString(file, StandardCharsets.US_ASCII).lines().mapToLong(Long::parseLong).toArray();
		if (times.length > 0) {
			(over ? this.ended.get(worker) : stays).add(new Stay(name[1], pid, times));
		}
		if (over) {
			Files.delete(file);
		}
	}

	private static boolean isOver(long pid) {
		if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
			return true;
		}
		try {
			// One that has ended and that nobody has asked for, such as an orphan
			String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1);
			return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Return when any process of a worker worked last.
	 */
	Map<String, Long> latest() {
		Map<String, Long> latest = new HashMap<>();
		forEach((worker, stays) -> latest.put(worker, stays.stream().mapToLong(Stay::last).max().orElse(0)));
		return latest;
	}

	/**
	 * Return each moment at which one process worked between two moments at which another
	 * did.
	 */
	List<Overlap> overlaps() {
		List<Overlap> overlaps = new ArrayList<>();
		forEach((worker, stays) -> {
			List<Stay> earlier = new ArrayList<>();
			for (Stay late : stays) {
				// None that ended before this one began can overlap with a later one
				earlier.removeIf((early) -> early.last() < late.first());
				earlier.forEach((early) -> overlaps.add(new Overlap(worker, early, late)));
				earlier.add(late);
			}
		});
		return overlaps;
	}

	/**
	 * Return how long workers were without a process at work before each process that
	 * began after a moment.
	 */
	List<Gap> gaps(long since) {
		List<Gap> gaps = new ArrayList<>();
		forEach((worker, stays) -> {
			for (int i = 1; i < stays.size(); i++) {
				Stay before = stays.get(i - 1);
				Stay after = stays.get(i);
				// Where they overlap there was none
				if (after.first() >= since && after.first() > before.last()) {
					gaps.add(new Gap(worker, (after.first() - before.last()) / 1_000_000,
							!after.replica().equals(before.replica())));
				}
			}
		});
		return gaps;
	}

	private void forEach(BiConsumer<String, List<Stay>> action) {
		for (String worker : WORKERS) {
			List<Stay> stays = new ArrayList<>(this.ended.get(worker));
			stays.addAll(this.running.getOrDefault(worker, List.of()));
			stays.sort(Comparator.comparingLong(Stay::first));
			action.accept(worker, stays);
		}
	}

	/**
	 * A time in which no process worked on a worker.
	 *
	 * @param worker the worker
	 * @param millis how long it was
	 * @param takeover whether the next process is one of another replica
	 */
	record Gap(String worker, long millis, boolean takeover) {

		@Override
		public String toString() {
			return "%s %d ms%s".formatted(this.worker, this.millis, this.takeover ? " (taken over)" : "");
		}

	}

	/**
	 * One process at work.
	 */
	static final class Stay {

		private final String replica;

		private final long pid;

		private final long[] times;

		Stay(String replica, long pid, long[] times) {
			this.replica = replica;
			this.pid = pid;
			this.times = times;
		}

		String replica() {
			return this.replica;
		}

		long pid() {
			return this.pid;
		}

		long first() {
			return this.times[0];
		}

		long last() {
			return this.times[this.times.length - 1];
		}

		/**
		 * Return when it worked from a moment on.
		 */
		long[] from(long moment) {
			return Arrays.stream(this.times).filter((time) -> time >= moment).toArray();
		}

		@Override
		public String toString() {
			return "process %d of replica %s (%d to %d)".formatted(this.pid, this.replica, first(), last());
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
