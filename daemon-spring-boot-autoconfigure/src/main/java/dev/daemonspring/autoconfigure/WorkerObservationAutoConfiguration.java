package dev.daemonspring.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.child.WorkObserver;
import dev.daemonspring.observe.ObservedCommands;
import dev.daemonspring.observe.ObservedWork;
import dev.daemonspring.observe.WorkerCommandObservationConvention;
import dev.daemonspring.observe.WorkerIterationObservationConvention;
import dev.daemonspring.supervisor.CommandInterceptor;
import dev.daemonspring.worker.ConditionalOnDaemon;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for observations of what workers do,
 * in their processes, and of the commands that they are sent, in the daemon.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = DaemonAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "daemon.metrics.enabled", matchIfMissing = true)
public final class WorkerObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(WorkObserver.class)
	ObservedWork daemonObservedWork(ObservationRegistry registry,
			ObjectProvider<WorkerIterationObservationConvention> iterations,
			ObjectProvider<WorkerCommandObservationConvention> commands) {
		return new ObservedWork(registry, iterations.getIfAvailable(), commands.getIfAvailable(),
				RehearsedObservations::registry);
	}

	@Bean
	@ConditionalOnDaemon
	@ConditionalOnMissingBean(CommandInterceptor.class)
	ObservedCommands daemonObservedCommands(ObjectProvider<ObservationRegistry> registry) {
		return new ObservedCommands(() -> registry.getIfUnique(() -> ObservationRegistry.NOOP));
	}

}
