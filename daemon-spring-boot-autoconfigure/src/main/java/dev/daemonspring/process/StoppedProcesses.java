package dev.daemonspring.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A detector of processes that were stopped by a signal or a debugger. It works on Linux,
 * where this can be determined cheaply; elsewhere no process counts as stopped.
 */
final class StoppedProcesses {

	private StoppedProcesses() {
	}

	static boolean contain(long pid) {
		try {
			return isStopped(
					Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1));
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Return whether the content of a process's {@code stat} file shows that it is
	 * stopped. The name in parentheses may contain any character.
	 */
	static boolean isStopped(String stat) {
		int state = stat.lastIndexOf(')') + 2;
		return state < stat.length() && (stat.charAt(state) == 'T' || stat.charAt(state) == 't');
	}

}
