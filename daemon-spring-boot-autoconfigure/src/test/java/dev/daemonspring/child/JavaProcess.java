package dev.daemonspring.child;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.daemonspring.protocol.ControlMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM that runs a main class of the test class path.
 */
final class JavaProcess implements AutoCloseable {

	private final Process process;

	private final Path output;

	private JavaProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	static JavaProcess start(Path directory, Class<?> main) throws IOException {
		Path output = directory.resolve("output");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", main.getName())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		return new JavaProcess(builder.start(), output);
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Return the standard input of the process.
	 */
	OutputStream input() {
		return this.process.getOutputStream();
	}

	void send(ControlMessage message) throws IOException {
		message.writeTo(input());
	}

	/**
	 * Return what the process has written until now.
	 */
	String output() throws IOException {
		return Files.readString(this.output);
	}

	/**
	 * Ask the process to end, as an operator does.
	 */
	void terminate() {
		// The process's own method closes the pipe as well
		this.process.toHandle().destroy();
	}

	int exitCode() throws InterruptedException {
		assertThat(this.process.waitFor(2, TimeUnit.MINUTES)).as("the process has ended").isTrue();
		return this.process.exitValue();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

}
