package dev.daemonspring.chaos;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The arguments by which an application logs nothing. What they set counts for the whole
 * JVM, and outlives the application, so it is taken back after each test.
 */
class SilentLog implements AfterEachCallback {

	private static final String DAEMON_LOGGER = "dev.daemonspring";

	static final String ROOT = "--logging.level.root=error";

	static final String DAEMON = "--logging.level." + DAEMON_LOGGER + "=off";

	@Override
	public void afterEach(ExtensionContext context) {
		LoggingSystem logging = LoggingSystem.get(SilentLog.class.getClassLoader());
		logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
		logging.setLogLevel(DAEMON_LOGGER, null);
	}

}
