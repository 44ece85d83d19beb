package dev.daemonspring.classdata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.NiceCommand;
import dev.daemonspring.process.WithheldVariables;
import dev.daemonspring.protocol.ControlMessage;

/**
 * A runner of the processes that are needed to make an archive, one after the other, at
 * the lowest priority. Not thread-safe, except for {@link #close()}, which ends the
 * running process and prevents further ones from starting.
 */
final class BackgroundProcess implements AutoCloseable {

	private final Duration timeout;

	private @Nullable Process running;

	private boolean closed;

	BackgroundProcess(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Run a process and wait for its end.
	 * @param command the command and its arguments
	 * @param output the file for its output and errors
	 * @param message the message that is written to its standard input, or {@code null}
	 * @return its exit code
	 * @throws IOException if it can't be started, does not end in time, or was prevented
	 * from starting by {@link #close()}
	 */
	int run(List<String> command, Path output, @Nullable ControlMessage message)
			throws IOException, InterruptedException {
		Process process = start(command, output);
		try (OutputStream pipe = process.getOutputStream()) {
			if (message != null) {
				message.writeTo(pipe);
			}
			else {
				pipe.close();
			}
			if (!process.waitFor(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IOException("process %d did not end within %s".formatted(process.pid(), this.timeout));
			}
			return process.exitValue();
		}
		finally {
			kill(process);
		}
	}

	private synchronized Process start(List<String> command, Path output) throws IOException {
		if (this.closed) {
			throw new IOException("the daemon ends");
		}
		List<String> niced = new ArrayList<>(command);
		if (NiceCommand.isAvailable()) {
			niced.addAll(0, List.of("nice", "-n", "19"));
		}
		ProcessBuilder builder = new ProcessBuilder(niced).redirectErrorStream(true).redirectOutput(output.toFile());
		WithheldVariables.removeFrom(builder.environment());
		Process process = builder.start();
		this.running = process;
		return process;
	}

	private static void kill(Process process) {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		Process process = this.running;
		if (process != null) {
			kill(process);
		}
	}

}
