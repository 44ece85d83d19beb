package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the moment at which the operating system reports the death of a process to
 * its parent, which is another process than this one.
 */
final class ReportedDeath {

	private static final long INTERVAL = Duration.ofNanos(100_000).toNanos();

	private ReportedDeath() {
	}

	/**
	 * Kill a process with SIGKILL and wait until its death can be reported.
	 * @return the times of both, by the clock of {@link System#nanoTime()}
	 */
	static Times of(ProcessHandle process) {
		try (FileChannel stat = FileChannel.open(Path.of("/proc/" + process.pid() + "/stat"))) {
			long killed = System.nanoTime();
			process.destroyForcibly();
			while (!isDead(stat)) {
				LockSupport.parkNanos(INTERVAL);
			}
			return new Times(killed, System.nanoTime());
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't watch process " + process.pid() + ": " + ex, ex);
		}
	}

	/**
	 * A process is dead when its last thread is: until then it keeps its memory.
	 */
	private static boolean isDead(FileChannel stat) {
		ByteBuffer buffer = ByteBuffer.allocate(1024);
		try {
			if (stat.read(buffer, 0) <= 0) {
				return true;
			}
		}
		catch (IOException ex) {
			// Its parent has been told already
			return true;
		}
		String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
		String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
		return "ZX".contains(fields[0]) && Integer.parseInt(fields[17]) <= 1;
	}

	/**
	 * When a process was killed, and when its death was reported.
	 *
	 * @param killed the time of the signal
	 * @param reported the time of the report
	 */
	record Times(long killed, long reported) {

		double millis() {
			return (this.reported - this.killed) / 1e6;
		}

	}

}
