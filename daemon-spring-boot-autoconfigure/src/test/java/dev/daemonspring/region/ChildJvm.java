package dev.daemonspring.region;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real JVM that runs a main class of the test class path.
 */
final class ChildJvm implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private ChildJvm(Process process) {
		this.process = process;
		this.output = process.inputReader();
	}

	static ChildJvm start(Class<?> main, Object... arguments) {
		return start(Path.of(System.getProperty("java.home")), main, arguments);
	}

	static ChildJvm start(Path javaHome, Class<?> main, Object... arguments) {
		List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin").resolve("java").toString(), "-Xmx64m",
				"-Xshare:auto", "-XX:TieredStopAtLevel=" + (Boolean.getBoolean("daemon.test.c1") ? 1 : 4), "-cp",
				System.getProperty("java.class.path"), main.getName()));
		Arrays.stream(arguments).map(Object::toString).forEach(command::add);
		try {
			return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the JVMs to test: those named by the system property, or else this one.
	 */
	static List<Path> javaHomes() {
		String homes = System.getProperty("daemon.test.java-homes", System.getProperty("java.home"));
		return Arrays.stream(homes.split(",")).map(Path::of).toList();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	String readLine() {
		try {
			return this.output.readLine();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for the end and return everything that was printed.
	 */
	List<String> readAll() {
		return this.output.lines().toList();
	}

	int exitCode() {
		try {
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The process does not end");
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Kill with SIGKILL and wait until it is dead.
	 */
	void kill() {
		this.process.destroyForcibly();
		exitCode();
	}

	@Override
	public void close() {
		kill();
	}

}
