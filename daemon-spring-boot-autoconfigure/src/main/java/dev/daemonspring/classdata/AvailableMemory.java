package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The memory that is available to further processes: on the machine, as Linux estimates
 * it, and in the control groups of this process, whose inactive file caches count as
 * free.
 */
public final class AvailableMemory {

	private final Path root;

	/**
	 * Create a reader of this system's memory.
	 */
	public AvailableMemory() {
		this(Path.of("/"));
	}

	AvailableMemory(Path root) {
		this.root = root;
	}

	/**
	 * Return the available memory in bytes, the least of these amounts.
	 * @return the number of bytes, or nothing if the system does not report it
	 */
	public OptionalLong bytes() {
		LongStream.Builder amounts = LongStream.builder();
		field(this.root.resolve("proc/meminfo"), "MemAvailable:").ifPresent((kib) -> amounts.add(kib * 1024));
		for (String line : lines(this.root.resolve("proc/self/cgroup"))) {
			String[] fields = line.split(":", 3);
			if (fields.length == 3 && fields[1].isEmpty()) {
				addGroups(amounts, this.root.resolve("sys/fs/cgroup"), fields[2], "memory.max", "memory.current",
						"inactive_file");
			}
			else if (fields.length == 3 && List.of(fields[1].split(",")).contains("memory")) {
				addGroups(amounts, this.root.resolve("sys/fs/cgroup/memory"), fields[2], "memory.limit_in_bytes",
						"memory.usage_in_bytes", "total_inactive_file");
			}
		}
		return amounts.build().min();
	}

	/**
	 * Add what is left in a group and in all groups above it, because all their limits
	 * apply.
	 */
	private static void addGroups(LongStream.Builder amounts, Path top, String path, String limit, String usage,
			String cache) {
		Path group = top.resolve(path.replaceFirst("^/+", "")).normalize();
		for (; group != null && group.startsWith(top); group = group.getParent()) {
			OptionalLong most = number(group.resolve(limit));
			OptionalLong used = number(group.resolve(usage));
			if (most.isPresent() && used.isPresent()) {
				long cached = field(group.resolve("memory.stat"), cache).orElse(0);
				amounts.add(Math.max(0, most.getAsLong() - Math.max(0, used.getAsLong() - cached)));
			}
		}
	}

	private static OptionalLong number(Path file) {
		List<String> lines = lines(file);
		return lines.isEmpty() ? OptionalLong.empty() : parse(lines.get(0));
	}

	private static OptionalLong field(Path file, String name) {
		for (String line : lines(file)) {
			String[] fields = line.split("\\s+");
			if (fields.length > 1 && fields[0].equals(name)) {
				return parse(fields[1]);
			}
		}
		return OptionalLong.empty();
	}

	/**
	 * Parse a number. The limit of a group without one is the word {@code max}.
	 */
	private static OptionalLong parse(String number) {
		try {
			return OptionalLong.of(Long.parseLong(number.strip()));
		}
		catch (NumberFormatException ex) {
			return OptionalLong.empty();
		}
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
