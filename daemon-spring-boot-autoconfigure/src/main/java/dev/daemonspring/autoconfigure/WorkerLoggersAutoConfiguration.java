package dev.daemonspring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.actuate.ForwardingLoggersEndpoint;
import dev.daemonspring.supervisor.WorkerLogLevels;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoint {@code loggers},
 * where it is available, so that changes also reach worker processes.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = DaemonAutoConfiguration.class,
		beforeName = "org.springframework.boot.actuate.autoconfigure.logging.LoggersEndpointAutoConfiguration")
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, LoggersEndpoint.class })
@ConditionalOnBean({ LoggingSystem.class, WorkerLogLevels.class })
@ConditionalOnAvailableEndpoint(LoggersEndpoint.class)
public final class WorkerLoggersAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(LoggersEndpoint.class)
	ForwardingLoggersEndpoint loggersEndpoint(LoggingSystem system, ObjectProvider<LoggerGroups> groups,
			WorkerLogLevels workers) {
		return new ForwardingLoggersEndpoint(system, groups.getIfAvailable(LoggerGroups::new), workers);
	}

}
