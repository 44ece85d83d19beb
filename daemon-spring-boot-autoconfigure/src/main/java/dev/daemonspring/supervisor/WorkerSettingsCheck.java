package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.policy.InstanceCounts;
import dev.daemonspring.policy.WorkerLimits;

/**
 * A check of the settings of one worker, or of all workers, against their limits.
 */
final class WorkerSettingsCheck {

	private static final int MOST_STANDBYS = 100;

	/**
	 * A JVM rejects a smaller heap as too small.
	 */
	private static final DataSize SMALLEST_HEAP = DataSize.ofMegabytes(2);

	private static final DataSize SMALLEST_MEMORY = DataSize.ofMegabytes(1);

	private final String prefix;

	private final PropertyCheck check;

	/**
	 * Create a check.
	 * @param prefix the prefix of the names of the properties, such as
	 * {@code daemon.workers.copy}
	 */
	WorkerSettingsCheck(String prefix) {
		this.prefix = prefix;
		this.check = new PropertyCheck(prefix);
	}

	void check(WorkerSettings settings) {
		RhythmLayer.of(this.prefix, settings).check();
		this.check.positive("start-timeout", settings.getStartTimeout());
		this.check.positive("stall-timeout", settings.getStallTimeout());
		this.check.positive("command-timeout", settings.getCommandTimeout());
		this.check.notNegative("shutdown-grace", settings.getShutdownGrace());
		this.check.atLeast("max-heap", settings.getMaxHeap(), SMALLEST_HEAP);
		this.check.atLeast("max-memory", settings.getMaxMemory(), SMALLEST_MEMORY);
		this.check.atLeast("max-iterations", settings.getMaxIterations(), 1);
		this.check.between("nice", settings.getNice(), -20, 19);
		this.check.between("instances", settings.getInstances(), 1, InstanceCounts.LIMIT);
		this.check.between("max-instances", settings.getMaxInstances(), 1, InstanceCounts.LIMIT);
		this.check.between("standby", settings.getStandby(), 0, MOST_STANDBYS);
		this.check.atLeast("connection-pool-size", settings.getConnectionPoolSize(), 1);
		this.check.between("scale.min", settings.getScale().getMin(), 1, InstanceCounts.LIMIT);
		this.check.between("scale.max", settings.getScale().getMax(), 1, InstanceCounts.LIMIT);
		this.check.notNegative("scale.cool-down", settings.getScale().getCoolDown());
		checkProcess(settings.getProcess());
		checkRestart(settings.getRestart());
		if (settings.getMaxMemory() != null && !WorkerLimits.canLimitMemory()) {
			throw new InvalidPropertyException(this.prefix + ".max-memory",
					"'%s.max-memory' is '%s', but this system does not report the memory of a process."
						.formatted(this.prefix, settings.getMaxMemory()),
					"Remove '%s.max-memory'. 'max-heap' limits the heap on every system.".formatted(this.prefix));
		}
	}

	private void checkProcess(@Nullable String process) {
		boolean valid = process == null || process.isEmpty() || WorkerDefinition.isName(process);
		this.check.check("process", process, valid,
				"a name: at most 63 letters, digits, dots, underscores and hyphens that begin with a letter or a digit");
	}

	private void checkRestart(RestartSettings restart) {
		this.check.notNegative("restart.initial-delay", restart.getInitialDelay());
		this.check.atLeast("restart.multiplier", restart.getMultiplier(), 1);
		this.check.notNegative("restart.max-delay", restart.getMaxDelay());
		this.check.notNegative("restart.reset-after", restart.getResetAfter());
		this.check.atLeast("restart.max-restarts", restart.getMaxRestarts(), 0);
		this.check.positive("restart.within", restart.getWithin());
	}

}
