package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MeterReading;
import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsWriter;

/**
 * The thread that writes the values of a worker process's meters into the metrics file:
 * when the daemon rings for them, every ten seconds, and at the end. It begins with the
 * first ring, and never keeps a worker or the end of the process waiting for long.
 * Thread-safe.
 */
final class MetersThread {

	private static final Log logger = LogFactory.getLog(MetersThread.class);

	private static final Duration PERIOD = Duration.ofSeconds(10);

	/**
	 * Until there is something to read.
	 */
	private static final Duration FIRST_PERIOD = Duration.ofSeconds(1);

	/**
	 * The first ring comes with the worker, which is to begin before its meters are read.
	 */
	private static final Duration HEAD_START = Duration.ofMillis(200);

	private static final Duration LONGEST_END = Duration.ofMillis(500);

	private final Path region;

	private volatile Supplier<@Nullable MeterSource> source = () -> null;

	private @Nullable Thread thread;

	private boolean rung;

	private boolean ending;

	private boolean told;

	private boolean failed;

	/**
	 * Create the thread; it does not run yet.
	 * @param region the file of the status region
	 */
	MetersThread(Path region) {
		this.region = region;
	}

	/**
	 * Set what reads the meters.
	 * @param source returns {@code null} as long as there is nothing to read
	 */
	void source(Supplier<@Nullable MeterSource> source) {
		this.source = source;
	}

	/**
	 * The daemon wants the values.
	 * @param file the index of the metrics file
	 */
	synchronized void ring(int file) {
		this.rung = true;
		notifyAll();
		if (this.thread == null && !this.ending) {
			Thread started = new Thread(() -> run(MetricsFile.pathOf(this.region, file)), "daemon-meters");
			started.setDaemon(true);
			started.start();
			this.thread = started;
		}
	}

	/**
	 * Have the last values written, which takes half a second at most.
	 */
	void end() {
		Thread running;
		synchronized (this) {
			this.ending = true;
			notifyAll();
			running = this.thread;
		}
		try {
			if (running != null) {
				running.join(LONGEST_END.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run(Path file) {
		try {
			awaitHeadStart();
			MetricsWriter writer = MetricsWriter.open(file);
			boolean last = false;
			while (!last) {
				last = awaitRing();
				write(writer);
			}
		}
		catch (InterruptedException | RuntimeException | Error ex) {
			logger.warn("The meters of this process can't be told to the daemon", ex);
		}
	}

	private synchronized void awaitHeadStart() throws InterruptedException {
		long end = System.nanoTime() + HEAD_START.toNanos();
		long remaining = HEAD_START.toMillis();
		while (remaining > 0 && !this.ending) {
			wait(remaining);
			remaining = Duration.ofNanos(end - System.nanoTime()).toMillis();
		}
	}

	/**
	 * Wait until values are wanted.
	 * @return whether the process ends
	 */
	private synchronized boolean awaitRing() throws InterruptedException {
		long end = System.nanoTime() + (this.told ? PERIOD : FIRST_PERIOD).toNanos();
		while (!this.rung && !this.ending) {
			long remaining = Duration.ofNanos(end - System.nanoTime()).toMillis();
			if (remaining <= 0) {
				break;
			}
			wait(remaining);
		}
		this.rung = false;
		return this.ending;
	}

	/**
	 * A failure may be over by the next time.
	 */
	private void write(MetricsWriter writer) {
		long request = writer.requested();
		try {
			MeterSource meters = this.source.get();
			if (meters == null) {
				writer.decline(request);
				return;
			}
			MeterReading reading = meters.read(writer.maxSeries());
			writer.write(reading.meters(), reading.values(), reading.leftOut(), request);
			this.told = true;
		}
		catch (RuntimeException | LinkageError ex) {
			writer.decline(request);
			if (!this.failed) {
				this.failed = true;
				logger.warn("The meters of this process could not be read", ex);
			}
		}
	}

}
