package dev.daemonspring.supervisor;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.LogText;

/**
 * A log that is written on a thread of its own, so that callers never wait for a disk or
 * a full pipe. Each message is one line, whatever it contains. Thread-safe.
 */
final class BackgroundLog {

	private final Log log;

	private final OrderedDispatcher dispatcher;

	/**
	 * Create a log.
	 * @param log the log to write to
	 * @param capacity how many lines may wait to be written
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
	 * Write the lines that still wait, for at most the given time.
	 */
	void close(Duration atMost) {
		this.dispatcher.close(atMost);
	}

	private enum Level {

		INFO, WARN, ERROR

	}

	/**
	 * A line that has yet to be logged. Not a lambda, because one that is linked for the
	 * first time while the heap is exhausted fails for ever.
	 *
	 * @param log the log to write to
	 * @param level its level
	 * @param message its text
	 * @param failure the failure whose stack trace it shows, or {@code null}
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
