package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A control group of this process, as far as memory is concerned: that of a container, of
 * a service, or one above it. All methods read files of the kernel, which does not take
 * long, and know nothing where it does not tell. Thread-safe.
 *
 * @param directory the directory that stands for the group
 * @param version which of the kernel's two interfaces it has
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">Memory
 * Resource Controller (v1)</a>
 */
public record MemoryGroup(Path directory, Version version) {

	/**
	 * Where a group of the first version has no limit, its limit is the largest multiple
	 * of a page.
	 */
	private static final long UNLIMITED = Long.MAX_VALUE / 2;

	/**
	 * Return the groups of this process and those above, the innermost first. The limits
	 * of all of them apply.
	 */
	public static List<MemoryGroup> ofThisProcess() {
		return ofThisProcess(Path.of("/"));
	}

	/**
	 * Return the groups as they are told below a directory in the place of the root.
	 * @param root the directory
	 */
	public static List<MemoryGroup> ofThisProcess(Path root) {
		List<MemoryGroup> groups = new ArrayList<>();
		for (String line : lines(root.resolve("proc/self/cgroup"))) {
			String[] fields = line.split(":", 3);
			if (fields.length == 3 && fields[1].isEmpty()) {
				add(groups, root.resolve("sys/fs/cgroup"), fields[2], Version.V2);
			}
			else if (fields.length == 3 && List.of(fields[1].split(",")).contains("memory")) {
				add(groups, root.resolve("sys/fs/cgroup/memory"), fields[2], Version.V1);
			}
		}
		return groups;
	}

	private static void add(List<MemoryGroup> groups, Path top, String path, Version version) {
		Path directory = top.resolve(path.replaceFirst("^/+", "")).normalize();
		for (; directory != null && directory.startsWith(top); directory = directory.getParent()) {
			// A container may see its own group as the root, but be told of another path
			if (Files.exists(directory.resolve(version.usage)) || Files.exists(directory.resolve(version.kills))) {
				groups.add(new MemoryGroup(directory, version));
			}
		}
	}

	/**
	 * Return the largest amount of memory that the group may have, in bytes, or nothing
	 * if it has no limit.
	 */
	public OptionalLong limit() {
		OptionalLong limit = number(this.version.limit);
		return (limit.isPresent() && limit.getAsLong() < UNLIMITED) ? limit : OptionalLong.empty();
	}

	/**
	 * Return the memory that the group has, in bytes, without inactive caches of files,
	 * which the kernel takes back before anything else.
	 */
	public OptionalLong used() {
		OptionalLong used = number(this.version.usage);
		return used.isPresent()
				? OptionalLong
					.of(Math.max(0, used.getAsLong() - field("memory.stat", this.version.inactiveCache).orElse(0)))
				: used;
	}

	/**
	 * Return how many processes of the group the kernel has killed so far because memory
	 * ran out.
	 */
	public OptionalLong kills() {
		return field(this.version.kills, "oom_kill");
	}

	/**
	 * Return whether the kernel kills all processes of the group when memory runs out,
	 * and not one of them.
	 */
	public boolean isKilledAsWhole() {
		return this.version == Version.V2 && number("memory.oom.group").orElse(0) == 1;
	}

	private OptionalLong number(String file) {
		List<String> lines = lines(this.directory.resolve(file));
		return lines.isEmpty() ? OptionalLong.empty() : parse(lines.get(0));
	}

	private OptionalLong field(String file, String name) {
		for (String line : lines(this.directory.resolve(file))) {
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

	/**
	 * The kernel's interfaces to control groups, with the names of their files and
	 * fields.
	 */
	public enum Version {

		/**
		 * The first, with a hierarchy for memory alone.
		 */
		V1("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file", "memory.oom_control"),

		/**
		 * The second, with one hierarchy.
		 */
		V2("memory.max", "memory.current", "inactive_file", "memory.events");

		private final String limit;

		private final String usage;

		private final String inactiveCache;

		private final String kills;

		Version(String limit, String usage, String inactiveCache, String kills) {
			this.limit = limit;
			this.usage = usage;
			this.inactiveCache = inactiveCache;
			this.kills = kills;
		}

	}

}
