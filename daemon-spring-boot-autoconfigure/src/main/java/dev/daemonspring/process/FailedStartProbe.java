package dev.daemonspring.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.Descendants;
import dev.daemonspring.child.ProcessMark;

/**
 * A probe that finds out why a worker process ended before it could report anything, for
 * example because its JVM does not know an option. The output of that process went to the
 * daemon's own output, from which it can't be read back, so the command is run once more,
 * with an empty input, and its output is captured.
 *
 * @param command the command and its arguments
 * @param timeout how long the command may take before it is killed
 */
public record FailedStartProbe(List<String> command, Duration timeout) {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int MOST_BYTES = 8 * 1024;

	private static final int MOST_LINES = 5;

	FailedStartProbe(List<String> command) {
		this(List.copyOf(command), TIMEOUT);
	}

	/**
	 * Run the command and return its last lines of output. Blocks until it has ended.
	 * @param exit how the worker process ended
	 * @return the lines, or {@code null} if the command writes none, or now ends with
	 * another code
	 * @throws IOException if the command can't be started or its output can't be read
	 * @throws InterruptedException if the thread is interrupted while the command runs
	 * @throws OutOfMemoryError if no further process or thread can be created; no process
	 * is left behind
	 */
	public @Nullable String lastLines(ProcessExit exit) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(this.command).redirectErrorStream(true);
		WithheldVariables.removeFrom(builder.environment());
		ProcessMark mark = ProcessMark.create();
		Limit limit = new Limit(this.timeout, mark);
		// Before the process starts, so that none runs without a limit
		limit.start();
		try {
			Process process = new ProcessStarter().start(builder, mark);
			try (InputStream output = process.getInputStream()) {
				process.getOutputStream().close();
				byte[] end = end(output);
				return (process.waitFor() == exit.code()) ? lines(end) : null;
			}
			finally {
				process.destroyForcibly();
			}
		}
		finally {
			limit.over.countDown();
		}
	}

	private static byte[] end(InputStream output) throws IOException {
		byte[] end = new byte[0];
		byte[] buffer = new byte[MOST_BYTES];
		for (int read = output.read(buffer); read != -1; read = output.read(buffer)) {
			byte[] both = Arrays.copyOf(end, end.length + read);
			System.arraycopy(buffer, 0, both, end.length, read);
			end = Arrays.copyOfRange(both, Math.max(0, both.length - MOST_BYTES), both.length);
		}
		return end;
	}

	private static @Nullable String lines(byte[] output) {
		List<String> lines = new String(output, Charset.defaultCharset()).lines()
			.map((line) -> line.replaceAll("\\p{Cntrl}", " ").strip())
			.filter((line) -> !line.isEmpty())
			.toList();
		return lines.isEmpty() ? null
				: String.join(" / ", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
	}

	/**
	 * A time limit after which the process is killed, together with its descendants,
	 * which may hold its output open.
	 */
	private static final class Limit extends Thread {

		private final Duration timeout;

		private final ProcessMark mark;

		private final CountDownLatch over = new CountDownLatch(1);

		private Limit(Duration timeout, ProcessMark mark) {
			super("daemon-failed-start-limit");
			setDaemon(true);
			this.timeout = timeout;
			this.mark = mark;
		}

		@Override
		public void run() {
			try {
				// Repeatedly, because a descendant may appear late
				while (!this.over.await(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
					Descendants.of(this.mark).kill();
				}
			}
			catch (InterruptedException ex) {
				// Nobody interrupts this thread
			}
		}

	}

}
