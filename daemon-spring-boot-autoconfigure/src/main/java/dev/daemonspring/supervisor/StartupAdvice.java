package dev.daemonspring.supervisor;

import java.lang.management.ManagementFactory;
import java.util.Collection;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.daemonspring.host.HeapExhaustion;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;

/**
 * Advice that the daemon logs at startup about settings that work, but not as well as
 * they could.
 */
final class StartupAdvice {

	private static final Log logger = LogFactory.getLog(SupervisedWorkers.class);

	private StartupAdvice() {
	}

	static void give(Collection<WorkerSpecification> specifications, DaemonSettings settings) {
		specifications.stream()
			.filter((specification) -> specification.restart().isBelowShortestDelay())
			.forEach(StartupAdvice::onShortDelay);
		if (settings.isolation() == Isolation.PROCESS && !settings.test()) {
			onHeapExhaustion();
		}
	}

	private static void onShortDelay(WorkerSpecification specification) {
		logger.warn(("'restart.initial-delay' and 'restart.max-delay' of worker '%s' are below %d ms. From its second"
				+ " restart in a row on it waits that long anyway, so that restarts do not keep a processor busy.")
			.formatted(specification.name(), RestartPolicy.SHORTEST_DELAY.toMillis()));
	}

	private static void onHeapExhaustion() {
		String advice = HeapExhaustion.advice(ManagementFactory.getRuntimeMXBean().getInputArguments());
		if (advice != null) {
			logger.info(advice);
		}
	}

}
