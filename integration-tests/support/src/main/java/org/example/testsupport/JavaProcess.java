package org.example.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A JVM that a test has started, with all that it and its children wrote. Closing it
 * kills it and its children.
 */
public final class JavaProcess implements AutoCloseable {

	/**
	 * How long anything may take before a test fails; far above what it takes.
	 */
	public static final Duration PATIENCE = Duration.ofMinutes(4);

	/**
	 * Option of a JVM that starts in half the time where cores are few.
	 */
	public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

	private final Process process;

	private final Thread closing = new Thread(this::killAll, "end of the tests");

	private final Path output;

	private JavaProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
		// Also when the tests are interrupted no process may be left over
		Runtime.getRuntime().addShutdownHook(this.closing);
	}

	/**
	 * Start a JVM of the version that runs this test.
	 * @param directory its working directory
	 * @param arguments the arguments of the {@code java} command
	 * @return the process
	 */
	public static JavaProcess start(Path directory, List<String> arguments) {
		return start(new ProcessBuilder(command(arguments)), directory);
	}

	/**
	 * Start a JVM by way of another command, which becomes the JVM: {@code setpriv},
	 * {@code env}, a shell.
	 * @param launcher the command and its arguments; that of the JVM is appended
	 * @param directory its working directory
	 * @param arguments the arguments of the {@code java} command
	 * @return the process
	 */
	public static JavaProcess startBy(List<String> launcher, Path directory, List<String> arguments) {
		List<String> command = command(arguments);
		command.addAll(0, launcher);
		return start(new ProcessBuilder(command), directory);
	}

	/**
	 * Start a JVM that leads a group of processes, as a shell starts it in a terminal:
	 * signals can be sent to it and all its children at once.
	 * @param directory its working directory
	 * @param environment variables of its environment beside those of this process
	 * @param arguments the arguments of the {@code java} command
	 * @return the process
	 */
	public static JavaProcess startGroup(Path directory, Map<String, String> environment, List<String> arguments) {
		return startGroup(directory, environment, arguments, List.of());
	}

	/**
	 * Start a JVM that writes into a pipe, as in {@code java … | less}. The process is
	 * that of the shell.
	 * @param directory its working directory
	 * @param arguments the arguments of the {@code java} command
	 * @return the process
	 */
	public static JavaProcess startPiped(Path directory, List<String> arguments) {
		return startGroup(directory, Map.of(), arguments, List.of("sh", "-c", "\"$@\" 2>&1 | cat", "sh"));
	}

	private static JavaProcess startGroup(Path directory, Map<String, String> environment, List<String> arguments,
			List<String> shell) {
		List<String> command = command(arguments);
		command.addAll(0, shell);
		// Where these tests run in the background, or under nohup, signals are ignored,
		// and a JVM would inherit that
		command.addAll(0, List.of("setsid", "env", "--default-signal=HUP,INT,TERM"));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().putAll(environment);
		return start(builder, directory);
	}

	private static List<String> command(List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add(QUICK_START);
		command.addAll(arguments);
		return command;
	}

	private static JavaProcess start(ProcessBuilder builder, Path directory) {
		try {
			// A file and no pipe: it also has what children write after their parent's
			// end
			Path output = Files.createTempFile("java-process", ".log");
			builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
			return new JavaProcess(builder.start(), output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a condition to wait for, with the patience that all tests share.
	 * @return a condition
	 */
	public static ConditionFactory await() {
		return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
	}

	/**
	 * Return the id of the process.
	 * @return the id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Return whether the process runs.
	 * @return whether it runs
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Return the ids of the processes that this one has started and that run.
	 * @return the ids
	 */
	public List<Long> children() {
		return this.process.children().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
	}

	/**
	 * Send SIGTERM.
	 */
	public void terminate() {
		this.process.destroy();
	}

	/**
	 * Send SIGKILL.
	 */
	public void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * Wait for the end of the process.
	 * @return its exit code
	 */
	public int awaitExit() {
		try {
			if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("Process %d still runs after %s:%n%s".formatted(pid(), PATIENCE, output()));
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Wait for a line in which the pattern is found.
	 * @param pattern a regular expression
	 * @return what the first such line matched
	 */
	public MatchResult awaitLine(String pattern) {
		Pattern compiled = Pattern.compile(pattern);
		try {
			return await().until(() -> lines().stream()
				.map(compiled::matcher)
				.filter(Matcher::find)
				.map(Matcher::toMatchResult)
				.findFirst()
				.orElse(null), (result) -> result != null);
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("No line has '%s' after %s:%n%s".formatted(pattern, PATIENCE, output()), ex);
		}
	}

	/**
	 * Return how many lines so far have the text in them.
	 * @param text the text
	 * @return how many lines
	 */
	public long count(String text) {
		return lines().stream().filter((line) -> line.contains(text)).count();
	}

	/**
	 * Return all that was written so far.
	 * @return the output
	 */
	public String output() {
		return String.join("\n", lines());
	}

	@Override
	public void close() {
		Runtime.getRuntime().removeShutdownHook(this.closing);
		killAll();
		try {
			Files.deleteIfExists(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void killAll() {
		List<ProcessHandle> descendants = this.process.descendants().toList();
		kill();
		descendants.forEach(ProcessHandle::destroyForcibly);
	}

	private List<String> lines() {
		try {
			// Not readAllLines: the output may end within a character
			return new String(Files.readAllBytes(this.output), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
