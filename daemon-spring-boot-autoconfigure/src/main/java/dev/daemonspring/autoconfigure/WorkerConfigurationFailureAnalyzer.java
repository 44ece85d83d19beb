package dev.daemonspring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.supervisor.InvalidPropertyException;

/**
 * A failure analyzer for a worker that is declared or configured incorrectly. It adds the
 * origin of a property with an invalid value.
 */
class WorkerConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<WorkerConfigurationException> {

	private final @Nullable Environment environment;

	WorkerConfigurationFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WorkerConfigurationException cause) {
		String origin = (cause instanceof InvalidPropertyException invalid) ? originOf(invalid.property()) : "";
		return new FailureAnalysis(cause.getMessage() + origin, cause.action(), cause);
	}

	private String originOf(String property) {
		if (this.environment == null) {
			return "";
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null) {
				return (found.getOrigin() != null) ? " It comes from %s.".formatted(found.getOrigin()) : "";
			}
		}
		return "";
	}

}
