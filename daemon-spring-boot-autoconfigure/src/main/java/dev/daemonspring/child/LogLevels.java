package dev.daemonspring.child;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import dev.daemonspring.protocol.SetLogLevel;

/**
 * The levels of loggers that an operator has changed while the daemon runs. They hold
 * from the moment at which the application has configured its logging. What can't be set
 * is ignored. Thread-safe.
 */
final class LogLevels {

	private static final Log logger = LogFactory.getLog(LogLevels.class);

	private final Map<String, SetLogLevel> changes = new LinkedHashMap<>();

	private @Nullable LoggingSystem system;

	/**
	 * Begin to set levels, with those that were changed before.
	 */
	synchronized void begin(LoggingSystem configured) {
		this.system = configured;
		this.changes.values().forEach((change) -> set(configured, change));
	}

	/**
	 * Change a level, on another thread: a logging system may hang.
	 */
	void change(SetLogLevel change) {
		Thread thread = new Thread(() -> apply(change), "daemon-log-level");
		thread.setDaemon(true);
		thread.start();
	}

	synchronized void apply(SetLogLevel change) {
		SetLogLevel last = this.changes.get(change.logger());
		if (last != null && last.number() > change.number()) {
			return;
		}
		this.changes.put(change.logger(), change);
		LoggingSystem configured = this.system;
		if (configured != null) {
			set(configured, change);
		}
	}

	private static void set(LoggingSystem system, SetLogLevel change) {
		try {
			String level = change.level();
			system.setLogLevel(change.logger(),
					(level != null) ? LogLevel.valueOf(level.toUpperCase(Locale.ROOT)) : null);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The level of logger '" + change.logger() + "' could not be changed", ex);
		}
	}

}
