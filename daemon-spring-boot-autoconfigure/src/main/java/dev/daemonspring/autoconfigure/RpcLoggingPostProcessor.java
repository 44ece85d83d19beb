package dev.daemonspring.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Keeps payloads out of the log: jsonrpc4j writes every one at DEBUG, so its loggers stay
 * at INFO also where the root logger does not. A default, to be overridden by whoever
 * wants to see them.
 */
class RpcLoggingPostProcessor implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		DefaultPropertiesPropertySource.addOrMerge(Map.of("logging.level.com.googlecode.jsonrpc4j", "INFO"),
				environment.getPropertySources());
	}

}
