package dev.daemonspring.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a process writes to, as the kernel tells of its open files. Linux only.
 *
 * @param logs the files that it appends to
 * @param standardOutput its standard output: a file, or a name such as
 * {@code pipe:[4711]}; {@code null} if it is not known
 */
record OutputFiles(Set<Path> logs, @Nullable String standardOutput) {

	private static final int STANDARD_ERROR = 2;

	private static final int APPEND = 02000;

	private static final String FLAGS = "flags:";

	/**
	 * Return where a process writes to.
	 * @param pid the id of the process
	 * @param except a directory whose files don't count
	 */
	static OutputFiles of(long pid, @Nullable Path except) {
		Path process = Path.of("/proc", Long.toString(pid));
		Set<Path> logs = new LinkedHashSet<>();
		String standardOutput = null;
		try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
			for (Path descriptor : descriptors) {
				int number = Integer.parseInt(descriptor.getFileName().toString());
				Path target = target(descriptor);
				if (target != null && number == 1) {
					standardOutput = target.toString();
				}
				if (target != null && number > STANDARD_ERROR && isLog(process, descriptor, target, except)) {
					logs.add(target);
				}
			}
		}
		catch (IOException | NumberFormatException ex) {
			// The process has ended, or the system does not tell
		}
		return new OutputFiles(logs, standardOutput);
	}

	private static @Nullable Path target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor);
		}
		catch (IOException ex) {
			// Closed meanwhile
			return null;
		}
	}

	private static boolean isLog(Path process, Path descriptor, Path target, @Nullable Path except) {
		return target.isAbsolute() && (except == null || !target.startsWith(except)) && Files.isRegularFile(target)
				&& isAppendedTo(process.resolve("fdinfo").resolve(descriptor.getFileName()));
	}

	private static boolean isAppendedTo(Path info) {
		try {
			for (String line : Files.readAllLines(info, StandardCharsets.ISO_8859_1)) {
				if (line.startsWith(FLAGS)) {
					return (Integer.parseInt(line.substring(FLAGS.length()).strip(), 8) & APPEND) != 0;
				}
			}
		}
		catch (IOException | NumberFormatException ex) {
			// Closed meanwhile
		}
		return false;
	}

	/**
	 * Return the standard output if it is a file that can be read again.
	 */
	@Nullable Path standardOutputFile() {
		Path file = (this.standardOutput != null && this.standardOutput.startsWith("/")) ? Path.of(this.standardOutput)
				: null;
		return (file != null && Files.isRegularFile(file)) ? file : null;
	}

}
