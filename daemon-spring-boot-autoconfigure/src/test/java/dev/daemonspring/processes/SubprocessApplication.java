package dev.daemonspring.processes;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;

/**
 * Two workers that start processes. What the second one has started is left.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class SubprocessApplication {

	@Bean
	@Worker(name = "parent", forever = true)
	SubprocessWorker parent(WorkerContext context) {
		return new SubprocessWorker(context);
	}

	@Bean
	@Worker(name = "keeper", forever = true)
	SubprocessWorker keeper(WorkerContext context) {
		return new SubprocessWorker(context);
	}

}
