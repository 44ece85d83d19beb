package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a worker's JVM leaves behind when its heap is exhausted: it ends with an exit code
 * that the worker can choose as well, and no code of ours runs any more. But before that
 * it runs a command, which makes an empty file beside the status region. Thread-safe.
 */
public final class ExhaustionMark {

	private static final String INFIX = ".oom.";

	private static final Path SHELL = Path.of("/bin/sh");

	/**
	 * Of the option's value HotSpot makes several commands at a semicolon, and replaces
	 * {@code %p}.
	 */
	private static final Pattern PLAIN = Pattern.compile("[^;%'\\p{Cntrl}]+");

	private final Path region;

	private final boolean available;

	public ExhaustionMark(Path region) {
		this.region = region;
		this.available = Files.isExecutable(SHELL) && PLAIN.matcher(region.toString()).matches();
	}

	/**
	 * Return the option by which a JVM leaves its mark, beside whatever the application
	 * has it do in that case.
	 * @return the option, or {@code null} where there is no way
	 */
	public @Nullable String option() {
		return (this.available) ? "-XX:OnOutOfMemoryError=: > '" + this.region + INFIX + "%p'" : null;
	}

	/**
	 * Return whether a process that is gone has exhausted its heap, and forget it.
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
	 * Remove the marks that nobody has taken.
	 * @param region the file of a status region, which may be gone
	 * @throws IOException when they can't be removed
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
	 * Whether a JVM has exhausted its heap, as far as can be known.
	 */
	public enum Exhaustion {

		/**
		 * Its mark was found.
		 */
		SEEN,

		/**
		 * It left no mark, as it would have if it could.
		 */
		NOT_SEEN,

		/**
		 * It could not have left a mark.
		 */
		UNKNOWN

	}

}
