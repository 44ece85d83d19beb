package org.example.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file in the working directory of the daemon that tells what was done by which
 * process, in the order in which it was done. A line is written by one call of the
 * operating system.
 */
public final class Ledger {

	private static final String FILE = "ledger";

	private final Path file;

	private Ledger(Path file) {
		this.file = file;
	}

	/**
	 * Return the ledger of processes that work in the given directory.
	 * @param directory the directory
	 * @return the ledger
	 */
	public static Ledger of(Path directory) {
		return new Ledger(directory.resolve(FILE));
	}

	/**
	 * Note that this process has done something.
	 * @param what a word
	 */
	public static void write(String what) {
		String line = what + " " + ProcessHandle.current().pid() + "\n";
		try {
			Files.write(Path.of(FILE), line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return all that was done.
	 * @return the lines
	 */
	public List<String> lines() {
		try {
			return Files.exists(this.file) ? Files.readAllLines(this.file) : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return who has done something.
	 * @param what the word
	 * @return the process ids, one for each time
	 */
	public List<Long> doers(String what) {
		return lines().stream()
			.filter((line) -> line.startsWith(what + " "))
			.map((line) -> Long.parseLong(line.substring(what.length() + 1)))
			.toList();
	}

}
