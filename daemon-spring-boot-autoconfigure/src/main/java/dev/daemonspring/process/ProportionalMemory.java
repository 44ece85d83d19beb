package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The proportional memory of processes: what is theirs alone, and their part of what they
 * share, such as archives of classes. The kernel goes through all pages of a process to
 * tell, which takes milliseconds. Thread-safe.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">smaps</a>
 */
public final class ProportionalMemory {

	private static final Path PROC = Path.of("/proc");

	private ProportionalMemory() {
	}

	/**
	 * Return the proportional memory of a process in bytes, or nothing if it is gone or
	 * not known.
	 */
	public static OptionalLong of(long pid) {
		try {
			for (String line : Files.readAllLines(PROC.resolve(Long.toString(pid)).resolve("smaps_rollup"))) {
				if (line.startsWith("Pss:")) {
					return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			// Gone, or of another user, or of another system
		}
		return OptionalLong.empty();
	}

}
