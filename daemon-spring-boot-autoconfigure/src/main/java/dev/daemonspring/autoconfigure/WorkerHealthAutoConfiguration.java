package dev.daemonspring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.health.WorkersHealthContributor;
import dev.daemonspring.supervisor.RunMode;
import dev.daemonspring.supervisor.Workers;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the workers, at
 * {@code /actuator/health/workers/<name>}. It backs off with
 * {@code management.health.workers.enabled=false} or a bean named
 * {@code workersHealthContributor}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = DaemonAutoConfiguration.class)
@ConditionalOnClass({ CompositeHealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(Workers.class)
@ConditionalOnEnabledHealthIndicator("workers")
public final class WorkerHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "workersHealthContributor", search = SearchStrategy.CURRENT)
	WorkersHealthContributor workersHealthContributor(Workers workers, ObjectProvider<RunMode> mode) {
		RunMode known = mode.getIfAvailable();
		return new WorkersHealthContributor(workers, known == null || known.runsWorkers());
	}

}
