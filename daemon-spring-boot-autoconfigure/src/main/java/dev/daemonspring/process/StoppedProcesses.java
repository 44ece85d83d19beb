package dev.daemonspring.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells processes that were stopped by a signal, or a debugger, where the system tells it
 * cheaply: on Linux.
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
	 * Return what a process's {@code stat} says. The name in parentheses may hold
	 * anything.
	 */
	static boolean isStopped(String stat) {
		int state = stat.lastIndexOf(')') + 2;
		return state < stat.length() && (stat.charAt(state) == 'T' || stat.charAt(state) == 't');
	}

}
