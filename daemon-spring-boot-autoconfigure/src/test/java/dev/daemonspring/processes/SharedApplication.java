package dev.daemonspring.processes;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * Three workers in one process: by annotation, by registration and by property. One more
 * lives alone.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class SharedApplication {

	@Bean
	@Worker(name = "anna", forever = true, process = "flat")
	Roommate anna(WorkerContext context, Environment environment) {
		return new Roommate(context, environment);
	}

	@Bean
	WorkerRegistration bert() {
		return WorkerRegistration.of("bert", Roommate.class).forever(true).process("flat");
	}

	@Bean
	@Worker(name = "carl", forever = true)
	Roommate carl(WorkerContext context, Environment environment) {
		return new Roommate(context, environment);
	}

	@Bean
	@Worker(name = "dora", forever = true)
	Roommate dora(WorkerContext context, Environment environment) {
		return new Roommate(context, environment);
	}

}
