package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.benchmark.app.BareLoop;

/**
 * Starts what is measured, in directories of its own. Closing it, also by the end of the
 * benchmark's process, ends all that still runs and deletes the directories.
 */
final class Workshop implements AutoCloseable {

	private static final Path SHARED_MEMORY = Path.of("/dev/shm");

	private final Deque<AutoCloseable> started = new ConcurrentLinkedDeque<>();

	private final Thread closing = new Thread(this::tidy, "tidy");

	private final Path jar;

	private final Path classes;

	private final Path directory;

	private final Path regions;

	/**
	 * Whether nothing may be started any more: the other threads go on while a signal
	 * ends this process.
	 */
	private boolean closed;

	Workshop(Path jar) {
		this.jar = jar.toAbsolutePath();
		this.classes = this.jar.resolveSibling("benchmarks.jar");
		if (!Files.isRegularFile(this.jar)) {
			throw new BenchmarkException("There is no '" + this.jar + "'. Start this with 'benchmarks/run system'.",
					null);
		}
		try {
			this.directory = Files.createTempDirectory("system-benchmark");
			this.regions = Files.isDirectory(SHARED_MEMORY)
					? Files.createTempDirectory(SHARED_MEMORY, "system-benchmark")
					: Files.createDirectory(this.directory.resolve("regions"));
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't make a directory: " + ex, ex);
		}
		Runtime.getRuntime().addShutdownHook(this.closing);
	}

	/**
	 * Start a daemon with workers.
	 * @param workers how many
	 * @param properties further properties, as {@code name=value}
	 */
	synchronized Application daemon(int workers, String... properties) {
		Path region = newDirectory(this.regions);
		Postbox postbox = new Postbox();
		List<String> all = new ArrayList<>(List.of("server.port=0", "server.address=127.0.0.1",
				"daemon.rpc.http.access=unrestricted", "server.tomcat.max-keep-alive-requests=-1",
				"daemon.directory=" + region, "daemon.cache-directory=" + this.directory.resolve("cache"),
				"benchmark.workers=" + workers, "daemon.defaults.restart.reset-after=1ms"));
		all.addAll(Arrays.asList(properties));
		Path own = newDirectory(this.directory);
		return watch(new Application(start(own, command(postbox, all)), postbox, own, region));
	}

	/**
	 * Have a daemon make the archive of classes that all others use, as an application
	 * does on its first run.
	 * @param properties of the daemons that use it
	 */
	void makeArchive(String... properties) {
		List<String> all = new ArrayList<>(List.of("daemon.standby=0", "daemon.class-data-calm=1s"));
		all.addAll(List.of(properties));
		daemon(1, all.toArray(String[]::new)).awaitArchive();
		stopAll();
	}

	/**
	 * Start the application without workers and web server: its main method loops.
	 */
	synchronized Application alone(String... properties) {
		Postbox postbox = new Postbox();
		Path own = newDirectory(this.directory);
		return watch(new Application(start(own, aloneCommand(postbox, properties)), postbox, own, own));
	}

	/**
	 * Start a supervisor of another make, which starts a program.
	 */
	synchronized Application under(Supervisor supervisor, Program program) {
		Postbox postbox = new Postbox();
		Path own = newDirectory(this.directory);
		List<String> command = switch (program) {
			case SCRIPT -> PeerFiles.writeLoop(own.resolve("loop.sh"), postbox.port());
			case JVM -> List.of(java(), "-cp", this.classes.toString(), BareLoop.class.getName(),
					String.valueOf(postbox.port()));
			case BOOT -> aloneCommand(postbox);
			case PYTHON -> List.of();
		};
		return watch(new Application(start(own, supervisor.prepare(own, command, postbox.port())), postbox, own, own));
	}

	/**
	 * Start any command.
	 */
	synchronized RunningProcess start(List<String> command) {
		return watch(start(this.directory, command));
	}

	private List<String> aloneCommand(Postbox postbox, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("spring.main.web-application-type=none", "daemon.enabled=false", "benchmark.alone=true"));
		all.addAll(Arrays.asList(properties));
		return command(postbox, all);
	}

	private List<String> command(Postbox postbox, List<String> properties) {
		List<String> command = new ArrayList<>(
				List.of(java(), "-jar", this.jar.toString(), "--benchmark.port=" + postbox.port()));
		properties.forEach((property) -> command.add("--" + property));
		return command;
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	private RunningProcess start(Path directory, List<String> command) {
		if (this.closed) {
			throw new BenchmarkException("The benchmark was ended.", null);
		}
		return RunningProcess.start(directory, command);
	}

	private <T extends AutoCloseable> T watch(T running) {
		this.started.push(running);
		return running;
	}

	private Path newDirectory(Path parent) {
		try {
			return Files.createTempDirectory(parent, "run");
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't make a directory: " + ex, ex);
		}
	}

	/**
	 * End all that still runs.
	 */
	void stopAll() {
		for (AutoCloseable running = this.started.poll(); running != null; running = this.started.poll()) {
			close(running);
		}
	}

	private static void close(AutoCloseable running) {
		try {
			running.close();
		}
		catch (Exception ex) {
			Progress.tell("Can't end something: " + ex);
		}
	}

	private void tidy() {
		synchronized (this) {
			this.closed = true;
		}
		stopAll();
		delete(this.directory);
		delete(this.regions);
	}

	private static void delete(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			files.sorted(Comparator.reverseOrder()).forEach(Workshop::deleteFile);
		}
		catch (IOException ex) {
			Progress.tell("Can't delete '" + directory + "': " + ex);
		}
	}

	private static void deleteFile(@Nullable Path file) {
		try {
			if (file != null) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			Progress.tell("Can't delete '" + file + "': " + ex);
		}
	}

	@Override
	public void close() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.closing);
		}
		catch (IllegalStateException ex) {
			// This process ends, and its hook tidies
			return;
		}
		tidy();
	}

}
