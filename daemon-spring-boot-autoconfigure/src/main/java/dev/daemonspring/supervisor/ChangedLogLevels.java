package dev.daemonspring.supervisor;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.protocol.SetLogLevel;

/**
 * The levels of loggers that were changed while the daemon runs. Worker processes are
 * told of each, and those that follow are told of all before they are assigned. Confined
 * to the supervisor's thread.
 */
final class ChangedLogLevels {

	private static final Log logger = LogFactory.getLog(ChangedLogLevels.class);

	private static final int MOST = 1000;

	private final Map<String, SetLogLevel> changes = new LinkedHashMap<>();

	private final ManagedWorkers workers;

	private long number;

	ChangedLogLevels(ManagedWorkers workers) {
		this.workers = workers;
	}

	/**
	 * Change the level of a logger.
	 * @param name the logger's name
	 * @param level the name of the level, or {@code null} for the one that is inherited
	 * @return whether it was changed
	 */
	boolean change(String name, @Nullable String level) {
		if (this.changes.size() >= MOST && !this.changes.containsKey(name)) {
			logger.warn("The levels of %d loggers were changed already; the worker processes do not follow that of '%s'"
				.formatted(MOST, LogText.escape(name)));
			return false;
		}
		SetLogLevel change = new SetLogLevel(++this.number, name, level);
		this.changes.put(name, change);
		for (ManagedWorker worker : this.workers) {
			Child process = worker.process();
			if (process != null) {
				// Of a process that workers share the second of equal messages does
				// nothing
				process.home().setLogLevel(change);
			}
		}
		return true;
	}

	/**
	 * Tell a process that is about to be assigned.
	 */
	void tell(Child process) {
		this.changes.values().forEach(process.home()::setLogLevel);
	}

}
