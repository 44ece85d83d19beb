package dev.daemonspring.child;

import org.apache.commons.logging.Log;

/**
 * An exception that is yet to be logged.
 *
 * @param logger where
 * @param message what it did
 * @param failure the exception
 */
record FailureLog(Log logger, String message, FailureDescription failure) {

	/**
	 * Write the log. May take as long as the log does; never throws.
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
			// The daemon has been told
		}
	}

}
