package dev.daemonspring.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A post-processor that keeps payloads out of the log. jsonrpc4j logs each of them at
 * DEBUG, so its loggers stay at INFO even if the root logger does not. This is a default
 * that the application can override.
 */
class RpcLoggingPostProcessor implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		DefaultPropertiesPropertySource.addOrMerge(Map.of("logging.level.com.googlecode.jsonrpc4j", "INFO"),
				environment.getPropertySources());
	}

}
