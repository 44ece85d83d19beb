package dev.daemonspring.supervisor;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;

import dev.daemonspring.host.HeapExhaustion;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.process.WithheldVariables;
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
			onAgents(System.getenv(), settings.standbyPlan().jvmArgs());
		}
	}

	/**
	 * What ends the daemon from outside does not wait for ever.
	 * @param specifications the workers
	 * @param surroundings says how long that waits
	 * @param context the application's context, which may have a web server that ends
	 * first
	 */
	static void onShutdown(Collection<WorkerSpecification> specifications, Surroundings surroundings,
			ApplicationContext context) {
		Duration allowed = surroundings.shutdownAllowed();
		if (allowed == null) {
			return;
		}
		Duration server = ShutdownTime.ofWebServer(context);
		Duration workers = ShutdownTime.ofWorkers(specifications);
		if (server.plus(workers).compareTo(allowed) > 0) {
			logger
				.warn(("The end of the daemon may take %d s and it is killed after %d ('daemon.shutdown.allowed'): %d s for"
						+ " requests ('spring.lifecycle.timeout-per-shutdown-phase') and %d s for workers (twice the longest"
						+ " 'shutdown-grace', and 5). Lower these, or have the surroundings wait longer.")
					.formatted(server.plus(workers).toSeconds(), allowed.toSeconds(), server.toSeconds(),
							workers.toSeconds()));
		}
	}

	/**
	 * An agent in the environment is often meant for all JVMs, and seldom twice in one.
	 * @param environment the daemon's environment
	 * @param jvmArgs the options that workers have by default
	 */
	static void onAgents(Map<String, String> environment, List<String> jvmArgs) {
		for (WithheldVariables.Agent agent : WithheldVariables.agents(environment)) {
			if (jvmArgs.stream().noneMatch((option) -> option.startsWith(agent.option()))) {
				logger.info(("Worker processes do not have the agent '%s' of the variable %s. If it is meant for them,"
						+ " too, add it to 'daemon.defaults.jvm-args'.")
					.formatted(agent.option(), agent.variable()));
			}
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
