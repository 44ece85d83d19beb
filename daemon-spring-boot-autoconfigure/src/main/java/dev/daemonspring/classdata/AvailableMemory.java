package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;

import dev.daemonspring.process.MemoryGroup;

/**
 * The memory that is available to further processes: on the machine, as Linux estimates
 * it, and in the control groups of this process, whose inactive file caches count as
 * free.
 */
public final class AvailableMemory {

	private static final String AVAILABLE = "MemAvailable:";

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
		ofMachine().ifPresent(amounts::add);
		for (MemoryGroup group : MemoryGroup.ofThisProcess(this.root)) {
			OptionalLong limit = group.limit();
			OptionalLong used = limit.isPresent() ? group.used() : OptionalLong.empty();
			if (used.isPresent()) {
				amounts.add(Math.max(0, limit.getAsLong() - used.getAsLong()));
			}
		}
		return amounts.build().min();
	}

	private OptionalLong ofMachine() {
		try {
			for (String line : Files.readAllLines(this.root.resolve("proc/meminfo"))) {
				if (line.startsWith(AVAILABLE)) {
					return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
				}
			}
		}
		catch (IOException | NumberFormatException ex) {
			// Not known
		}
		return OptionalLong.empty();
	}

}
