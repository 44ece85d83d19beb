package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The resident memory of processes, as Linux reports it in {@code /proc}. Thread-safe.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html">statm</a>
 */
public final class ResidentMemory {

	private static final Path PROC = Path.of("/proc");

	private static final long PAGE_SIZE = pageSize();

	private ResidentMemory() {
	}

	/**
	 * Return whether this system reports the memory of processes.
	 */
	public static boolean isKnown() {
		return PAGE_SIZE > 0;
	}

	/**
	 * Return the resident memory of a process in bytes, or nothing if it is gone or not
	 * known.
	 */
	public static OptionalLong of(long pid) {
		try {
			String[] fields = Files.readString(PROC.resolve(Long.toString(pid)).resolve("statm")).split(" ");
			return OptionalLong.of(Long.parseLong(fields[1]) * PAGE_SIZE);
		}
		catch (IOException | RuntimeException ex) {
			return OptionalLong.empty();
		}
	}

	/**
	 * Derive the size of a page from the size of this process, which the kernel reports
	 * both in pages and in KiB.
	 */
	private static long pageSize() {
		try {
			Path self = PROC.resolve("self");
			long pages = Long.parseLong(Files.readString(self.resolve("statm")).split(" ")[0]);
			for (String line : Files.readAllLines(self.resolve("status"))) {
				if (line.startsWith("VmSize:")) {
					long bytes = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
					return Long.highestOneBit(Math.max(1, bytes / Math.max(1, pages) * 3 / 2));
				}
			}
			return 0;
		}
		catch (IOException | RuntimeException ex) {
			return 0;
		}
	}

}
