package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A benchmark application that runs, and the box in which its loops post. For one thread.
 */
final class Application implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofMinutes(20);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern STANDBY = Pattern
		.compile("A (?:hot standby of worker '\\w+'|standby) \\(pid (\\d+)\\) is ready");

	private static final Pattern ARCHIVE = Pattern.compile("Class-data archive for worker processes made");

	private final RunningProcess process;

	private final Postbox postbox;

	private final Path directory;

	private final Path regions;

	/**
	 * Create an application that has been started.
	 * @param process its process
	 * @param postbox the box
	 * @param directory the directory in which it runs
	 * @param regions the directory of its status region, if it has any
	 */
	Application(RunningProcess process, Postbox postbox, Path directory, Path regions) {
		this.process = process;
		this.postbox = postbox;
		this.directory = directory;
		this.regions = regions;
	}

	/**
	 * Return the directory in which it runs.
	 */
	Path directory() {
		return this.directory;
	}

	RunningProcess process() {
		return this.process;
	}

	/**
	 * Wait until as many workers loop, in all no longer than the patience.
	 * @return the last news of each
	 */
	Map<String, Looping> awaitLooping(int workers) {
		Map<String, Looping> found = new HashMap<>();
		long start = System.nanoTime();
		while (found.size() < workers) {
			Duration left = PATIENCE.minusNanos(System.nanoTime() - start);
			Looping looping = this.postbox.await((workers - found.size()) + " of " + workers + " workers", left,
					(any) -> true);
			found.put(looping.name(), looping);
		}
		return found;
	}

	/**
	 * Wait for news of a loop that is not in the given process.
	 */
	Looping awaitLoopingBeside(long pid, Duration patience) {
		return this.postbox.await("a new process in the place of " + pid, patience, (looping) -> looping.pid() != pid);
	}

	Looping awaitIteration() {
		return awaitIteration(PATIENCE);
	}

	Looping awaitIteration(Duration patience) {
		return this.postbox.await("an iteration", patience, (looping) -> true);
	}

	/**
	 * Wait until as many standbys have become ready, and return the last one's pid.
	 */
	long awaitStandby(int count) {
		return Long.parseLong(this.process.awaitLine(STANDBY, count).group(1));
	}

	/**
	 * Wait until the daemon has made an archive of classes.
	 */
	void awaitArchive() {
		this.process.awaitLine(ARCHIVE, 1);
	}

	int port() {
		return Integer.parseInt(this.process.awaitLine(PORT, 1).group(1));
	}

	/**
	 * Return the file of the status region.
	 */
	Path region() {
		try (Stream<Path> files = Files.list(this.regions)) {
			return files.filter((file) -> file.toString().endsWith(".region")).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't list '" + this.regions + "': " + ex, ex);
		}
	}

	@Override
	public void close() {
		this.process.close();
		this.postbox.close();
	}

}
