package dev.daemonspring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.actuate.WorkersEndpoint;
import dev.daemonspring.actuate.WorkersEndpointJmxExtension;
import dev.daemonspring.actuate.WorkersEndpointWebExtension;
import dev.daemonspring.supervisor.Workers;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link WorkersEndpoint}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = DaemonAutoConfiguration.class)
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, EndpointAccessResolver.class })
@ConditionalOnBean(Workers.class)
@ConditionalOnAvailableEndpoint(WorkersEndpoint.class)
public final class WorkersEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WorkersEndpoint workersEndpoint(Workers workers) {
		return new WorkersEndpoint(workers);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	WorkersEndpointWebExtension workersEndpointWebExtension(WorkersEndpoint endpoint, Workers workers,
			ObjectProvider<EndpointAccessResolver> accessResolver) {
		EndpointAccessResolver resolver = accessResolver.getIfAvailable();
		Access access = (resolver != null) ? resolver.accessFor(EndpointId.of("workers"), Access.READ_ONLY)
				: Access.READ_ONLY;
		return new WorkersEndpointWebExtension(endpoint, workers, access == Access.UNRESTRICTED);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.JMX)
	WorkersEndpointJmxExtension workersEndpointJmxExtension(Workers workers) {
		return new WorkersEndpointJmxExtension(workers);
	}

}
