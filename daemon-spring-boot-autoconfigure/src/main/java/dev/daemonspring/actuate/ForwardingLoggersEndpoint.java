package dev.daemonspring.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroup;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;

import dev.daemonspring.supervisor.WorkerLogLevels;

/**
 * The endpoint {@code loggers} of Actuator, whose changes also reach worker processes.
 */
public class ForwardingLoggersEndpoint extends LoggersEndpoint {

	private final LoggerGroups groups;

	private final WorkerLogLevels workers;

	/**
	 * Create an endpoint.
	 * @param system the daemon's logging system
	 * @param groups the groups of loggers
	 * @param workers the levels in worker processes
	 */
	public ForwardingLoggersEndpoint(LoggingSystem system, LoggerGroups groups, WorkerLogLevels workers) {
		super(system, groups);
		this.groups = groups;
		this.workers = workers;
	}

	@Override
	@WriteOperation
	public void configureLogLevel(@Selector String name, @Nullable LogLevel configuredLevel) {
		super.configureLogLevel(name, configuredLevel);
		LoggerGroup group = this.groups.get(name);
		List<String> loggers = (group != null && group.hasMembers()) ? group.getMembers() : List.of(name);
		String level = (configuredLevel != null) ? configuredLevel.name() : null;
		loggers.forEach((logger) -> this.workers.setLogLevel(logger, level));
	}

}
