package dev.daemonspring.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;

import dev.daemonspring.supervisor.LogText;

/**
 * Warns of what callers can bring about as often as they like: once in ten seconds for
 * each kind, with the number of those that were left out, and at DEBUG for each, so that
 * nobody fills the disk. What callers send is escaped. Thread-safe.
 */
public final class LimitedLog {

	private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Log logger;

	private final LongSupplier clock;

	private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

	/**
	 * Create a log.
	 * @param logger what is written to
	 */
	public LimitedLog(Log logger) {
		this(logger, System::nanoTime);
	}

	LimitedLog(Log logger, LongSupplier clock) {
		this.logger = logger;
		this.clock = clock;
	}

	/**
	 * Warn, unless a warning of this kind was written a short time ago.
	 * @param kind what the warning is of; one of a few
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
	 * When a kind was written last, and how often not since.
	 */
	private static final class Kind {

		private boolean written;

		private long last;

		private long leftOut;

		/**
		 * Return how many were left out before this one, or -1 when this one is to be.
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
