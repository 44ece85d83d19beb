package dev.daemonspring.benchmark.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A supervisor of another make, with which the daemon is compared.
 */
enum Supervisor {

	/**
	 * Debian's package 'supervisor'.
	 */
	SUPERVISORD("supervisord") {

		@Override
		List<String> prepare(Path directory, List<String> command) {
			Path configuration = directory.resolve("supervisord.conf");
			write(configuration, """
					[supervisord]
					nodaemon=true
					logfile=%1$s/supervisord.log
					pidfile=%1$s/supervisord.pid
					childlogdir=%1$s
					[program:alone]
					command=%2$s
					directory=%1$s
					startsecs=0
					startretries=1000000
					autorestart=true
					""".formatted(directory, String.join(" ", command).replace("%", "%%")));
			return List.of(executable(), "-n", "-c", configuration.toString());
		}

	},

	/**
	 * Debian's package 'runit'.
	 */
	RUNIT("runsv") {

		@Override
		List<String> prepare(Path directory, List<String> command) {
			Path run = directory.resolve("run");
			write(run, "#!/bin/sh\nexec "
					+ command.stream().map((word) -> "'" + word + "'").collect(Collectors.joining(" ")) + "\n");
			try {
				Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
			}
			catch (IOException ex) {
				throw new BenchmarkException("Can't make '" + run + "' executable: " + ex, ex);
			}
			return List.of(executable(), directory.toString());
		}

	};

	private final String executable;

	Supervisor(String executable) {
		this.executable = executable;
	}

	/**
	 * Write its configuration.
	 * @return the command that starts it, in the foreground
	 */
	abstract List<String> prepare(Path directory, List<String> command);

	String executable() {
		return this.executable;
	}

	boolean isInstalled() {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, this.executable)));
	}

	private static void write(Path file, String text) {
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't write '" + file + "': " + ex, ex);
		}
	}

}
