package dev.daemonspring.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;

import dev.daemonspring.region.LogText;

/**
 * A log for events that callers can cause as often as they like. It writes at most one
 * warning of each kind in ten seconds, with the number of those left out, and the others
 * at DEBUG, so that no caller can fill the disk. Messages are escaped. Thread-safe.
 */
public final class LimitedLog {

	private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Log logger;

	private final LongSupplier clock;

	private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

	/**
	 * Create a log.
	 * @param logger the logger to write to
	 */
	public LimitedLog(Log logger) {
		this(logger, System::nanoTime);
	}

	LimitedLog(Log logger, LongSupplier clock) {
		this.logger = logger;
		this.clock = clock;
	}

	/**
	 * Log a warning, or a debug message when a warning of this kind was written less than
	 * ten seconds ago.
	 * @param kind the kind of the warning, one of a small number
	 * @param message the warning
	 */
	public void warn(String kind, String message) {
		String line = LogText.escape(message);
		long leftOut = this.kinds.computeIfAbsent(kind, (key) -> new Kind()).next(this.clock.getAsLong());
		if (leftOut < 0) {
			this.logger.debug(line);
		}
		else {
			this.logger.warn((leftOut == 0) ? line : line + " (" + leftOut + " more of this kind since the last)");
		}
	}

	/**
	 * The time of the last warning of a kind, and the number of those left out since.
	 */
	private static final class Kind {

		private boolean written;

		private long last;

		private long leftOut;

		/**
		 * Return how many warnings were left out before this one, or -1 when this one is
		 * to be left out.
		 */
		synchronized long next(long now) {
			if (this.written && now - this.last < PERIOD_NANOS) {
				this.leftOut++;
				return -1;
			}
			long count = this.leftOut;
			this.written = true;
			this.last = now;
			this.leftOut = 0;
			return count;
		}

	}

}
