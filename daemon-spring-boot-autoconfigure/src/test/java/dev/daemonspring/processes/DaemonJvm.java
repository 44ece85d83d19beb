package dev.daemonspring.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A daemon in a JVM of its own, whose worker writes its pid into a file whenever it spins
 * up. Closing it kills it and its children.
 */
final class DaemonJvm implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Path directory;

	private final Process process;

	private DaemonJvm(Path directory, Process process) {
		this.directory = directory;
		this.process = process;
	}

	/**
	 * Start a daemon.
	 * @param directory where the daemon and its worker leave files, and find some
	 * @param classPath its class path
	 * @param options the options of its JVM
	 * @param arguments the arguments of its application
	 */
	static DaemonJvm start(Path directory, List<String> classPath, List<String> options, String... arguments)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(options);
		command.add(DaemonJvmApplication.class.getName());
		command.addAll(List.of("--daemon.directory=" + directory.resolve("region"), "--test.directory=" + directory,
				"--daemon.standby=0", "--daemon.isolation=process", "--spring.main.banner-mode=off",
				"--daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1", "--daemon.defaults.restart.initial-delay=50ms",
				"--daemon.defaults.restart.max-delay=200ms"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile());
		builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath));
		return new DaemonJvm(directory, builder.start());
	}

	static List<String> classPathOfTest() {
		return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
	}

	long pid() {
		return this.process.pid();
	}

	Process process() {
		return this.process;
	}

	/**
	 * Wait until the worker has spun up in another process.
	 * @param before the pid of the process before, or {@code null}
	 * @return the pid of the process
	 */
	long awaitWorker(@Nullable Long before) {
		try {
			await().atMost(PATIENCE)
				.until(() -> !this.process.isAlive() || (worker() != null && !worker().equals(before)));
			assertThat(this.process.isAlive()).as("whether the daemon lives").isTrue();
			Long pid = worker();
			assertThat(pid).isNotNull();
			return pid;
		}
		catch (RuntimeException | AssertionError ex) {
			throw new AssertionError("No worker has spun up; the daemon's output:\n" + output(), ex);
		}
	}

	/**
	 * Wait until the worker's own standby is ready.
	 * @return the pid of the process
	 */
	long awaitHotStandby() {
		Pattern ready = Pattern.compile("A hot standby of worker 'worker' \\(pid (\\d+)\\) is ready");
		await().atMost(PATIENCE).until(() -> ready.matcher(output()).find());
		Matcher matcher = ready.matcher(output());
		assertThat(matcher.find()).isTrue();
		return Long.parseLong(matcher.group(1));
	}

	@Nullable Long worker() {
		try {
			List<String> pids = Files.readAllLines(this.directory.resolve("pids"));
			return pids.isEmpty() ? null : Long.valueOf(pids.get(pids.size() - 1));
		}
		catch (IOException ex) {
			return null;
		}
	}

	void kill(long worker) {
		ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
		await().atMost(PATIENCE).until(() -> ProcessHandle.of(worker).filter(ProcessHandle::isAlive).isEmpty());
	}

	/**
	 * Tell the daemon what to do by a file of that name.
	 */
	void order(String name) throws IOException {
		Files.createFile(this.directory.resolve(name));
	}

	void revoke(String name) throws IOException {
		Files.delete(this.directory.resolve(name));
	}

	boolean exists(String name) {
		return Files.exists(this.directory.resolve(name));
	}

	int awaitExit() throws InterruptedException {
		assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
		return this.process.exitValue();
	}

	String output() {
		try {
			return Files.readString(this.directory.resolve("output"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

}
