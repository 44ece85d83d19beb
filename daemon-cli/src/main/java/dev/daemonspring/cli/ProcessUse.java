package dev.daemonspring.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a worker's process uses.
 *
 * @param cpu the time of processors that it has used so far, or {@code null} if it is not
 * known
 * @param residentKilobytes its resident memory, or {@code null} if it is not known
 */
record ProcessUse(@Nullable Duration cpu, @Nullable Long residentKilobytes) {

	private static final ProcessUse UNKNOWN = new ProcessUse(null, null);

	private static final String RESIDENT = "VmRSS:";

	/**
	 * Return what a process uses, if it is the daemon, or the daemon has started it: its
	 * id may have come to mean another one.
	 */
	static ProcessUse of(@Nullable Long pid, long daemon) {
		Optional<ProcessHandle> process = (pid != null) ? ProcessHandle.of(pid) : Optional.empty();
		boolean own = process
			.filter((found) -> found.pid() == daemon
					|| found.parent().filter((parent) -> parent.pid() == daemon).isPresent())
			.isPresent();
		return own ? new ProcessUse(process.get().info().totalCpuDuration().orElse(null), resident(process.get().pid()))
				: UNKNOWN;
	}

	private static @Nullable Long resident(long pid) {
		try {
			for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"),
					StandardCharsets.ISO_8859_1)) {
				if (line.startsWith(RESIDENT)) {
					return Long.valueOf(line.replaceAll("\\D", ""));
				}
			}
		}
		catch (IOException | NumberFormatException ex) {
			// It has ended, or the system does not tell
		}
		return null;
	}

}
