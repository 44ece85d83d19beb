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
 * The command of a worker process that ended before it could say anything, as one does
 * whose JVM does not know an option. What it wrote went to the daemon's own output, where
 * nobody can read it back; so it is run once more, with nothing to read, to hear what it
 * writes.
 *
 * @param command the command and its arguments
 * @param timeout how long it may take, after which it is killed
 */
public record FailedStartProbe(List<String> command, Duration timeout) {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int MOST_BYTES = 8 * 1024;

	private static final int MOST_LINES = 5;

	FailedStartProbe(List<String> command) {
		this(List.copyOf(command), TIMEOUT);
	}

	/**
	 * Run the command and take its last lines.
	 * @param exit how the process ended
	 * @return the lines, or {@code null} when it writes none, or ends in another way now
	 * @throws IOException when it can't be started or read
	 * @throws OutOfMemoryError when there is no room for another process or thread; no
	 * process is left then
	 */
	public @Nullable String lastLines(ProcessExit exit) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(this.command).redirectErrorStream(true);
		builder.environment().keySet().removeAll(JvmEnvironment.OPTION_VARIABLES);
		ProcessMark mark = ProcessMark.create();
		Limit limit = new Limit(this.timeout, mark);
		// Before there is a process, so that none goes without it
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
	 * Kills the process when its time is over, and whatever it has started, which may
	 * hold its output open.
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
				// Again, should one of them come late
				while (!this.over.await(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
					Descendants.of(this.mark).kill();
				}
			}
			catch (InterruptedException ex) {
				// Nobody does
			}
		}

	}

}
