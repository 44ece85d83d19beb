package dev.daemonspring.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

import dev.daemonspring.host.PidFile;
import dev.daemonspring.host.PidFileInitializer;
import dev.daemonspring.host.SignalBridge;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.supervisor.ClusterCheck;
import dev.daemonspring.supervisor.DaemonConfiguration;
import dev.daemonspring.supervisor.EarlyProcessStarter;
import dev.daemonspring.supervisor.LeaseSource;
import dev.daemonspring.supervisor.ProcessMetrics;
import dev.daemonspring.supervisor.RunMode;
import dev.daemonspring.supervisor.SupervisedWorkers;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDiscovery;
import dev.daemonspring.supervisor.WorkerSelection;
import dev.daemonspring.supervisor.WorkerSpecification;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.ConditionalOnDaemon;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * Auto-configuration for the daemon, which finds the workers and keeps them running in
 * processes of their own.
 *
 * @see Worker
 * @see Workers
 */
@AutoConfiguration
@ConditionalOnDaemon
@EnableConfigurationProperties(DaemonProperties.class)
public final class DaemonAutoConfiguration {

	private static final Log logger = LogFactory.getLog(DaemonAutoConfiguration.class);

	@Bean(WorkerDiscovery.BEAN_NAME)
	static WorkerDiscovery workerDiscovery(RunMode runMode) {
		return new WorkerDiscovery(runMode.isolation());
	}

	@Bean
	static RunMode daemonRunMode(Environment environment) {
		return RunMode.of(environment);
	}

	@Bean
	static EarlyProcessStarter earlyStart(ConfigurableApplicationContext context, WorkerDiscovery discovery,
			RunMode runMode) {
		return new EarlyProcessStarter(context, discovery, runMode.isolation(),
				() -> Binder.get(context.getEnvironment())
					.bindOrCreate("daemon", DaemonProperties.class)
					.toConfiguration(runMode),
				Runtime.getRuntime().availableProcessors());
	}

	// A hierarchy of contexts has one file
	@Bean
	@ConditionalOnMissingBean({ PidFile.class, PidFileInitializer.class })
	@ConditionalOnBooleanProperty(name = "daemon.enabled", matchIfMissing = true)
	@Conditional(OnPidFile.class)
	static PidFileInitializer pidFile(Environment environment) {
		return new PidFileInitializer(Path.of(environment.getRequiredProperty("daemon.pidfile")));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty("daemon.signals")
	SignalBridge signalBridge(DaemonProperties properties, ApplicationEventPublisher publisher) {
		return new SignalBridge(properties.getSignals(), publisher);
	}

	// Each context of a hierarchy runs its own workers.
	// Spring would infer 'shutdown' as destroy method: a failed start would exit with 0
	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean(value = Workers.class, search = SearchStrategy.CURRENT)
	@ConditionalOnBooleanProperty(name = "daemon.enabled", matchIfMissing = true)
	SupervisedWorkers workers(DaemonProperties properties, WorkerDiscovery discovery, RunMode runMode,
			EarlyProcessStarter earlyStart, ObjectProvider<ApplicationOrigin> origin,
			ObjectProvider<WorkerSelection> selection, ObjectProvider<ProcessMetrics> metrics,
			ObjectProvider<LeaseSource> leases, ConfigurableApplicationContext context) {
		List<WorkerDefinition> definitions = new ArrayList<>(discovery.found());
		List<Class<?>> registered = new ArrayList<>();
		for (Map.Entry<String, WorkerRegistration> entry : context.getBeansOfType(WorkerRegistration.class)
			.entrySet()) {
			WorkerRegistration registration = entry.getValue();
			Class<?> type = registration.source().type();
			if (type != null) {
				registered.add(type);
			}
			definitions.add(new WorkerDefinition(registration.name(), entry.getKey(), type, registration.timing(),
					registration.forever(), registration.process(), registration.instances(),
					registration.maxInstances(), registration.cluster()));
		}
		new ConfiguredKeys(context.getEnvironment()).warnings().forEach(logger::warn);
		ConfiguredKeys.unknownWorkers(properties.getWorkers().keySet(), definitions).forEach(logger::warn);
		DaemonConfiguration configuration = properties.toConfiguration(runMode);
		List<WorkerSpecification> specifications = configuration.specifications().of(definitions);
		SupervisedWorkers workers = new SupervisedWorkers(specifications, configuration.settings(),
				origin.getIfAvailable(ApplicationOrigin::unknown), context, earlyStart,
				selection.getIfAvailable(() -> (name) -> true));
		if (ClusterCheck.needsLeases(specifications, configuration.settings().isolation())) {
			workers.share(leases.getIfAvailable(() -> {
				throw ClusterCheck.noStore(specifications);
			}));
		}
		metrics.ifAvailable(workers::tellMeters);
		workers.tellRegistered(registered);
		return workers;
	}

	/**
	 * A condition that matches when 'daemon.pidfile' names a file. An empty value counts
	 * as none. It does not match in the context of a test, because several contexts of
	 * tests can be open at once.
	 */
	static class OnPidFile extends SpringBootCondition {

		private static final String TEST_PROPERTIES = "Inlined Test Properties";

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			if (context.getEnvironment() instanceof ConfigurableEnvironment environment
					&& environment.getPropertySources().contains(TEST_PROPERTIES)) {
				return ConditionOutcome.noMatch("the context is a test's");
			}
			boolean any = StringUtils.hasText(context.getEnvironment().getProperty("daemon.pidfile"));
			return new ConditionOutcome(any, "'daemon.pidfile' names " + ((any) ? "a file" : "no file"));
		}

	}

}
