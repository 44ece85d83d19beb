package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The marker that a worker's JVM leaves behind when its heap is exhausted. The exit code
 * alone does not tell, because a worker may choose the same one, and none of our code
 * runs any more; but before it ends, the JVM runs a command that creates an empty file
 * beside the status region. Thread-safe.
 */
public final class ExhaustionMark {

	private static final String INFIX = ".oom.";

	private static final Path SHELL = Path.of("/bin/sh");

	/**
	 * Matches paths that are safe in the option's value: HotSpot splits it into commands
	 * at semicolons and expands {@code %p}.
	 */
	private static final Pattern PLAIN = Pattern.compile("[^;%'\\p{Cntrl}]+");

	private final Path region;

	private final boolean available;

	public ExhaustionMark(Path region) {
		this.region = region;
		this.available = Files.isExecutable(SHELL) && PLAIN.matcher(region.toString()).matches();
	}

	/**
	 * Return the JVM option that leaves the marker, in addition to any that the
	 * application sets for that case.
	 * @return the option, or {@code null} where it is not possible
	 */
	public @Nullable String option() {
		return (this.available) ? "-XX:OnOutOfMemoryError=: > '" + this.region + INFIX + "%p'" : null;
	}

	/**
	 * Return whether a process that is gone exhausted its heap, and remove its marker.
	 * @param pid the id of the process
	 */
	public Exhaustion take(long pid) {
		if (!this.available) {
			return Exhaustion.UNKNOWN;
		}
		try {
			return Files.deleteIfExists(file(pid)) ? Exhaustion.SEEN : Exhaustion.NOT_SEEN;
		}
		catch (IOException ex) {
			return Exhaustion.UNKNOWN;
		}
	}

	/**
	 * Remove the markers that nobody has taken.
	 * @param region the file of a status region, which may no longer exist
	 * @throws IOException if they can't be removed
	 */
	public static void clear(Path region) throws IOException {
		String prefix = region.getFileName() + INFIX;
		try (Stream<Path> files = Files.list(region.toAbsolutePath().getParent())) {
			for (Path file : files.filter((path) -> path.getFileName().toString().startsWith(prefix)).toList()) {
				Files.deleteIfExists(file);
			}
		}
	}

	private Path file(long pid) {
		return this.region.resolveSibling(this.region.getFileName() + INFIX + pid);
	}

	/**
	 * Whether a JVM exhausted its heap, as far as is known.
	 */
	public enum Exhaustion {

		/**
		 * Its marker was found.
		 */
		SEEN,

		/**
		 * It left no marker, although it could have.
		 */
		NOT_SEEN,

		/**
		 * It could not have left a marker.
		 */
		UNKNOWN

	}

}
