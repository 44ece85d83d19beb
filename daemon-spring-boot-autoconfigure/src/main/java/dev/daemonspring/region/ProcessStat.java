package dev.daemonspring.region;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What the operating system tells of a process. The id of a process that has ended is
 * given to another some day; the id together with the start is not.
 *
 * @param state how the scheduler sees it, as Linux abbreviates it: {@code T} for one that
 * a signal has stopped; {@code ?} where that is not known
 * @param start when it started: on Linux in clock ticks since the machine was booted,
 * which no change of the clock alters, else in milliseconds since the epoch; 0 if it is
 * not known
 */
public record ProcessStat(char state, long start) {

	private static final Path PROC = Path.of("/proc");

	private static final char UNKNOWN = '?';

	/**
	 * After the name of the program, which is in parentheses and can contain anything.
	 */
	private static final int STATE = 0;

	private static final int START = 19;

	/**
	 * Return what is known of a process.
	 * @param pid its id
	 * @return what is known, or nothing if there is no such process, or it has ended and
	 * only waits for its parent to take notice
	 */
	public static Optional<ProcessStat> of(long pid) {
		try {
			Path file = PROC.resolve(Long.toString(pid)).resolve("stat");
			if (Files.exists(file)) {
				return Optional.ofNullable(parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
			}
		}
		catch (IOException ex) {
			// It has just ended, or may not be looked at
		}
		return ProcessHandle.of(pid)
			.filter(ProcessHandle::isAlive)
			.map((process) -> new ProcessStat(UNKNOWN,
					process.info().startInstant().map((start) -> start.toEpochMilli()).orElse(0L)));
	}

	/**
	 * Read a line of {@code /proc/<pid>/stat}.
	 * @return what it says, or {@code null} of a process that has ended
	 */
	static @Nullable ProcessStat parse(String line) {
		String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
		char state = fields[STATE].isEmpty() ? UNKNOWN : fields[STATE].charAt(0);
		if (state == 'Z' || state == 'X') {
			return null;
		}
		return new ProcessStat(state, (fields.length > START) ? Long.parseLong(fields[START]) : 0);
	}

	/**
	 * Return whether a signal has stopped the process, so that it does nothing until it
	 * is continued.
	 * @return whether it is stopped
	 */
	public boolean isStopped() {
		return this.state == 'T' || this.state == 't';
	}

	/**
	 * Return whether this is the process that had a start, as far as that is known.
	 * @param known the start, or 0
	 * @return whether the starts are not different
	 */
	public boolean startedAt(long known) {
		return known == 0 || this.start == 0 || known == this.start;
	}

}
