package dev.daemonspring.supervisor;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * A log that is written on a thread of its own, so that whoever has something to tell
 * never waits for a disk or a full pipe. Each message is one line, whatever it is made
 * of. Thread-safe.
 */
final class BackgroundLog {

	private final Log log;

	private final OrderedDispatcher dispatcher;

	/**
	 * Create a log.
	 * @param log where its lines go
	 * @param capacity how many of them may wait
	 */
	BackgroundLog(Log log, int capacity) {
		this.log = log;
		this.dispatcher = new OrderedDispatcher("daemon-log", capacity);
	}

	void info(String message) {
		dispatch(Level.INFO, message, null);
	}

	void warn(String message) {
		dispatch(Level.WARN, message, null);
	}

	void error(String message) {
		dispatch(Level.ERROR, message, null);
	}

	void error(String message, Throwable failure) {
		dispatch(Level.ERROR, message, failure);
	}

	private void dispatch(Level level, String message, @Nullable Throwable failure) {
		this.dispatcher.dispatch(new LogLine(this.log, level, message, failure));
	}

	/**
	 * Write what is still to be written, but do not wait long for it.
	 */
	void close(Duration atMost) {
		this.dispatcher.close(atMost);
	}

	private enum Level {

		INFO, WARN, ERROR

	}

	/**
	 * A line that is still to be logged. No lambda, because one that is linked for the
	 * first time while the heap is exhausted fails for ever.
	 *
	 * @param log where it goes
	 * @param level its level
	 * @param message what it says
	 * @param failure whose stack it shows, or {@code null}
	 */
	private record LogLine(Log log, Level level, String message, @Nullable Throwable failure) implements Runnable {

		@Override
		public void run() {
			String line = LogText.escape(this.message);
			switch (this.level) {
				case INFO -> this.log.info(line);
				case WARN -> this.log.warn(line);
				case ERROR -> this.log.error(line, this.failure);
			}
		}

	}

}
