package org.example.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals to processes and groups of processes, and whether they are gone. A process that
 * nobody has waited for yet is gone, too.
 */
final class Signals {

	private Signals() {
	}

	static void send(String signal, long pid) {
		kill("-" + signal, Long.toString(pid));
	}

	/**
	 * Send a signal to all processes of a group, as a terminal does.
	 */
	static void sendToGroup(String signal, long leader) {
		kill("-" + signal, "--", "-" + leader);
	}

	private static void kill(String... arguments) {
		try {
			String[] command = new String[arguments.length + 1];
			command[0] = "/bin/kill";
			System.arraycopy(arguments, 0, command, 1, arguments.length);
			int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
			if (exit != 0) {
				throw new IllegalStateException("'" + String.join(" ", command) + "' failed");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	static boolean isGone(long pid) {
		try {
			String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
			return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
		}
		catch (IOException ex) {
			return true;
		}
	}

	static String commandLine(long pid) {
		try {
			return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
