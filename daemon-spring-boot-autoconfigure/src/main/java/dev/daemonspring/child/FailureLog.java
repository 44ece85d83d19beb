package dev.daemonspring.child;

import org.apache.commons.logging.Log;

/**
 * An exception that is yet to be logged.
 *
 * @param logger the logger
 * @param message what happened
 * @param failure the exception
 */
record FailureLog(Log logger, String message, FailureDescription failure) {

	/**
	 * Log the exception. Blocks for as long as the log does; never throws.
	 */
	void write() {
		try {
			this.logger.error(this.message, this.failure.loggable());
		}
		catch (Throwable ex) {
			writeWithoutStack();
		}
	}

	private void writeWithoutStack() {
		try {
			this.logger.error(this.message + ": " + this.failure.text());
		}
		catch (Throwable ex) {
			// The daemon already knows
		}
	}

}
