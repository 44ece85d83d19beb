package dev.daemonspring.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * The traces that processes leave in a directory: files whose names end with their pids.
 * What is exclusive can be had by one living process at a time.
 */
final class Traces {

	private final Path directory;

	private final String exclusive;

	/**
	 * Create traces.
	 * @param directory where they are left
	 * @param exclusive what becomes of the second process that has the same beans:
	 * {@code throw}, {@code hang} or nothing
	 */
	Traces(Path directory, String exclusive) {
		this.directory = directory;
		this.exclusive = exclusive;
	}

	void leave(String what) {
		leave(what, "");
	}

	void leave(String what, String text) {
		try {
			Files.writeString(of(what, ProcessHandle.current().pid()), text + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean has(String what, long pid) {
		return Files.exists(of(what, pid));
	}

	String read(String what, long pid) throws IOException {
		return Files.readString(of(what, pid)).strip();
	}

	private Path of(String what, long pid) {
		return this.directory.resolve(what + "-" + pid);
	}

	/**
	 * Take what one process can have, if anything is.
	 */
	void acquire() {
		if (this.exclusive.isEmpty()) {
			return;
		}
		Path lock = this.directory.resolve("lock");
		try {
			long owner = Files.exists(lock) ? Long.parseLong(Files.readString(lock)) : -1;
			if (owner != -1 && ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isPresent()) {
				leave("refused");
				refuse(owner);
			}
			Files.writeString(lock, Long.toString(ProcessHandle.current().pid()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void refuse(long owner) {
		while (this.exclusive.equals("hang")) {
			LockSupport.park(this);
		}
		throw new IllegalStateException("The lock is held by another process");
	}

}
