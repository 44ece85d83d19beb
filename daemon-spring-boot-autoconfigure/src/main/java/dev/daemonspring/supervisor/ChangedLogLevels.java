package dev.daemonspring.supervisor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.protocol.SetLogLevel;

/**
 * The levels of loggers that were changed while the daemon runs. Worker processes are
 * told of each, and those that follow are told of all before they are assigned. Confined
 * to the supervisor's thread.
 */
final class ChangedLogLevels {

	private static final int MOST = 1000;

	private final Map<String, SetLogLevel> changes = new LinkedHashMap<>();

	private final ManagedWorkers workers;

	private final Consumer<String> trouble;

	private long number;

	/**
	 * Create the levels, none of which is changed.
	 * @param workers the workers
	 * @param trouble is told what can't be done, for the log
	 */
	ChangedLogLevels(ManagedWorkers workers, Consumer<String> trouble) {
		this.workers = workers;
		this.trouble = trouble;
	}

	/**
	 * Change the level of a logger.
	 * @param name the logger's name
	 * @param level the name of the level, or {@code null} for the one that is inherited
	 */
	void change(String name, @Nullable String level) {
		if (this.changes.size() >= MOST && !this.changes.containsKey(name)) {
			this.trouble
				.accept("The worker processes do not follow the level of logger '%s': those of %d were changed already"
					.formatted(name, MOST));
			return;
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
	}

	/**
	 * Tell a process that is about to be assigned.
	 */
	void tell(Child process) {
		this.changes.values().forEach(process.home()::setLogLevel);
	}

}
