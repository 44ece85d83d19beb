package dev.daemonspring.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import dev.daemonspring.process.Child;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.protocol.WriteDump.Kind;
import dev.daemonspring.region.LogText;

/**
 * Dumps of the processes of workers. A process writes its own, into a file of a private
 * directory that the daemon makes for it, so it takes no tools of the JDK and no right to
 * attach. One dump of a worker at a time. Thread-safe; waits for the process, but not for
 * ever.
 */
final class ProcessDumps {

	private static final Duration THREADS_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration HEAP_TIMEOUT = Duration.ofMinutes(2);

	private static final long MOST_TEXT = 64L * 1024 * 1024;

	private static final int MOST_REASON = 1000;

	private static final long LOOK = 10;

	private final Set<String> running = ConcurrentHashMap.newKeySet();

	private final Duration threadsTimeout;

	private final Duration heapTimeout;

	ProcessDumps() {
		this(THREADS_TIMEOUT, HEAP_TIMEOUT);
	}

	ProcessDumps(Duration threadsTimeout, Duration heapTimeout) {
		this.threadsTimeout = threadsTimeout;
		this.heapTimeout = heapTimeout;
	}

	/**
	 * Return the stacks of all threads of a worker's process.
	 * @throws WorkerDumpException if there is no process, or it does not answer
	 */
	String threads(ManagedWorker worker, Kind kind) {
		return take(worker, kind, this.threadsTimeout, (file) -> {
			long size = Files.size(file);
			if (size > MOST_TEXT) {
				throw new WorkerDumpException(
						"The thread dump of worker '%s' has %d bytes, more than the %d that are read"
							.formatted(worker.name(), size, MOST_TEXT));
			}
			return Files.readString(file);
		});
	}

	/**
	 * Write a heap dump of a worker's process.
	 * @return a file of the caller's, to be deleted when it is not needed any more
	 * @throws WorkerDumpException if there is no process, or it does not answer
	 */
	Path heap(ManagedWorker worker, boolean live) {
		return take(worker, live ? Kind.LIVE_HEAP : Kind.HEAP, this.heapTimeout, (file) -> Files.move(file,
				Files.createTempFile("heap-" + worker.name() + "-", ".hprof"), StandardCopyOption.REPLACE_EXISTING));
	}

	private <T> T take(ManagedWorker worker, Kind kind, Duration timeout, DumpReader<T> reader) {
		Child process = process(worker);
		if (!this.running.add(worker.name())) {
			throw new WorkerDumpException(
					"A dump of worker '%s' is being taken already; wait for it.".formatted(worker.name()));
		}
		try {
			Path directory = Files.createTempDirectory("daemon-dump-");
			try {
				Path file = directory.resolve("dump");
				process.writeDump(new WriteDump(kind, file.toString()));
				await(worker, process, file, timeout);
				return reader.read(file);
			}
			finally {
				FileSystemUtils.deleteRecursively(directory);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A dump of worker '%s' can't be read from the temporary directory '%s'"
				.formatted(worker.name(), System.getProperty("java.io.tmpdir")), ex);
		}
		finally {
			this.running.remove(worker.name());
		}
	}

	private static Child process(ManagedWorker worker) {
		Child process = worker.process();
		if (process == null) {
			throw new WorkerDumpException(
					"Worker '%s' is %s and has no process to dump.".formatted(worker.name(), worker.state()));
		}
		if (process.isAlive() && !process.isResponsive()) {
			throw new WorkerDumpException(
					"Worker '%s' (pid %d) was stopped by a signal and can't answer. 'kill -CONT %2$d' lets it go on."
						.formatted(worker.name(), process.pid()));
		}
		return process;
	}

	private static void await(ManagedWorker worker, Child process, Path file, Duration timeout) throws IOException {
		Path failed = file.resolveSibling(file.getFileName() + WriteDump.FAILED);
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!Files.exists(file)) {
			if (Files.exists(failed)) {
				throw new WorkerDumpException("Worker '%s' (pid %d) could not write its dump: %s"
					.formatted(worker.name(), process.pid(), reason(failed)));
			}
			if (!process.isAlive()) {
				throw new WorkerDumpException("Worker '%s' (pid %d) ended before it had written its dump"
					.formatted(worker.name(), process.pid()));
			}
			if (System.nanoTime() - deadline >= 0) {
				throw new WorkerDumpException(("Worker '%s' (pid %d) did not write its dump within %d s: it is booting,"
						+ " starved, or hangs in native code. 'kill -QUIT %2$d' has the JVM print its threads.")
					.formatted(worker.name(), process.pid(), timeout.toSeconds()));
			}
			pause(worker);
		}
	}

	private static String reason(Path failed) throws IOException {
		try (InputStream in = Files.newInputStream(failed)) {
			return LogText.escape(new String(in.readNBytes(MOST_REASON), StandardCharsets.UTF_8));
		}
	}

	private static void pause(ManagedWorker worker) {
		try {
			TimeUnit.MILLISECONDS.sleep(LOOK);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new WorkerDumpException(
					"The caller was interrupted while it waited for the dump of worker '%s'".formatted(worker.name()));
		}
	}

	/**
	 * Reads a dump that is complete.
	 */
	@FunctionalInterface
	private interface DumpReader<T> {

		T read(Path file) throws IOException;

	}

}
