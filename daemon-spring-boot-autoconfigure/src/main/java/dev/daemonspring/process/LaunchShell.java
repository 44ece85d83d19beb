package dev.daemonspring.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.daemonspring.child.WorkerMain;

/**
 * The shell that moves the control pipe of a worker process away from its standard input,
 * where the worker's own subprocesses would inherit it, and then replaces itself with the
 * JVM. The script is fixed; everything else is passed as arguments.
 */
final class LaunchShell {

	private static final Path SHELL = Path.of("/bin/sh");

	/**
	 * A JVM closes descriptors above 2 in the processes that it starts. If the moved
	 * descriptor could not be opened again, the pipe stays on the standard input.
	 */
	private static final String SCRIPT = "exec 3<&0; "
			+ "if [ -r /dev/fd/3 ] && [ -r /dev/null ]; then exec </dev/null; java=$1; shift; "
			+ "exec \"$java\" -D%s=/dev/fd/3 \"$@\"; fi; exec 3<&-; exec \"$@\"";

	private LaunchShell() {
	}

	/**
	 * Return whether the shell can be used on this system.
	 */
	static boolean isAvailable() {
		return Files.isExecutable(SHELL) && Files.exists(Path.of("/dev/fd"));
	}

	/**
	 * Return the command that starts a JVM through the shell.
	 * @param command the command for the JVM, the executable first
	 * @return the command and its arguments
	 */
	static List<String> command(List<String> command) {
		List<String> wrapped = new ArrayList<>(
				List.of(SHELL.toString(), "-c", SCRIPT.formatted(WorkerMain.CONTROL_PIPE_PROPERTY), "daemon-worker"));
		wrapped.addAll(command);
		return wrapped;
	}

}
