package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A process that the benchmark has started, with its output in a file. Closing it ends it
 * and its descendants, first in a controlled way.
 */
final class RunningProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int GRACE_SECONDS = 20;

	private final Process process;

	private final Path output;

	private RunningProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	static RunningProcess start(Path directory, List<String> command) {
		try {
			// A file and no pipe, whose reader would take part in what is measured
			Path output = Files.createTempFile(directory, "output", ".log");
			return new RunningProcess(new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start(), output);
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't start " + command + ": " + ex, ex);
		}
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Kill with SIGKILL.
	 * @return when its death was reported, by the clock of {@link System#nanoTime()}
	 */
	long killAndAwaitReport() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new BenchmarkException("Interrupted", ex);
		}
		return System.nanoTime();
	}

	/**
	 * Wait for lines in which the pattern is found.
	 * @param pattern the pattern
	 * @param count how many such lines there must be
	 * @return what the last of them matched
	 */
	MatchResult awaitLine(Pattern pattern, int count) {
		return Waiting.until(pattern.pattern(), PATIENCE, () -> {
			List<MatchResult> found = pattern.matcher(output()).results().toList();
			if (found.size() < count && !this.process.isAlive()) {
				throw new BenchmarkException("Process " + pid() + " has ended:\n" + output(), null);
			}
			return (found.size() >= count) ? found.get(found.size() - 1) : null;
		});
	}

	String output() {
		try {
			return new String(Files.readAllBytes(this.output), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't read '" + this.output + "': " + ex, ex);
		}
	}

	@Override
	public void close() {
		List<ProcessHandle> descendants = this.process.descendants().toList();
		this.process.destroy();
		try {
			this.process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.process.destroyForcibly();
		descendants.forEach(ProcessHandle::destroyForcibly);
	}

}
