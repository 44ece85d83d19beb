package dev.daemonspring.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A variable in the environment of a worker process. The processes that it starts inherit
 * the variable, and so can be recognized even when their parent is gone. Linux only;
 * elsewhere none are found.
 *
 * @param value a value that is unique to the worker process
 */
public record ProcessMark(String value) {

	/**
	 * The name of the variable.
	 */
	public static final String VARIABLE = "DAEMONSPRING_PROCESS";

	private static final Path PROCESSES = Path.of("/proc");

	/**
	 * Create a unique mark.
	 * @return the mark
	 */
	public static ProcessMark create() {
		return new ProcessMark(ProcessHandle.current().pid() + ":" + UUID.randomUUID());
	}

	/**
	 * Return the mark of the current process.
	 * @return the mark, or {@code null} if it has none
	 */
	static @Nullable ProcessMark current() {
		String value = System.getenv(VARIABLE);
		return (value != null) ? new ProcessMark(value) : null;
	}

	/**
	 * Find the living processes that have the mark, except the current one. Reads the
	 * environment of every process of the user.
	 * @return the processes
	 */
	public List<ProcessHandle> find() {
		List<ProcessHandle> found = new ArrayList<>();
		long own = ProcessHandle.current().pid();
		try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
			for (Path directory : directories) {
				long pid = Long.parseLong(directory.getFileName().toString());
				if (pid != own && isOn(pid)) {
					// Check again, now that there is a handle, which notices if the pid
					// is reused
					ProcessHandle.of(pid).filter((process) -> isOn(pid)).ifPresent(found::add);
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			// Not Linux, or not readable: return those found so far
		}
		return found;
	}

	/**
	 * Return whether a process is alive and has the mark. A process that has ended has no
	 * environment, even while it is a zombie.
	 * @param pid the id of the process
	 * @return whether it has
	 */
	boolean isOn(long pid) {
		try {
			byte[] environment = Files.readAllBytes(PROCESSES.resolve(Long.toString(pid)).resolve("environ"));
			return contains(environment, (VARIABLE + "=" + this.value).getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException | OutOfMemoryError ex) {
			return false;
		}
	}

	private static boolean contains(byte[] environment, byte[] variable) {
		int start = 0;
		while (start + variable.length <= environment.length) {
			int end = start;
			while (end < environment.length && environment[end] != 0) {
				end++;
			}
			if (Arrays.equals(environment, start, end, variable, 0, variable.length)) {
				return true;
			}
			start = end + 1;
		}
		return false;
	}

	/**
	 * Return whether a process has ended but has not yet been reaped by its parent.
	 * @param pid the id of the process
	 * @return whether it is a zombie, as far as is known
	 */
	static boolean isZombie(long pid) {
		try {
			String status = Files.readString(PROCESSES.resolve(Long.toString(pid)).resolve("stat"),
					StandardCharsets.ISO_8859_1);
			String rest = status.substring(status.lastIndexOf(')') + 1).trim();
			return rest.startsWith("Z") || rest.startsWith("X");
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

}
