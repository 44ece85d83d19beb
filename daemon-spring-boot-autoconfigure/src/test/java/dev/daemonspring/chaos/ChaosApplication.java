package dev.daemonspring.chaos;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * Six workers that do harm to themselves when they are asked to. Two of them share a
 * process.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class ChaosApplication {

	@Bean
	WorkerRegistration one(Environment environment, WorkerContextSource context, ObjectProvider<ChaosEnd> end) {
		return registration("one", environment, context, end);
	}

	@Bean
	WorkerRegistration two(Environment environment, WorkerContextSource context, ObjectProvider<ChaosEnd> end) {
		return registration("two", environment, context, end);
	}

	@Bean
	WorkerRegistration three(Environment environment, WorkerContextSource context, ObjectProvider<ChaosEnd> end) {
		return registration("three", environment, context, end);
	}

	@Bean
	WorkerRegistration four(Environment environment, WorkerContextSource context, ObjectProvider<ChaosEnd> end) {
		return registration("four", environment, context, end);
	}

	@Bean
	WorkerRegistration five(Environment environment, WorkerContextSource context, ObjectProvider<ChaosEnd> end) {
		return registration("five", environment, context, end).process("shared");
	}

	@Bean
	WorkerRegistration six(Environment environment, WorkerContextSource context, ObjectProvider<ChaosEnd> end) {
		return registration("six", environment, context, end).process("shared");
	}

	@Bean
	WorkerContextSource workerContextSource(ObjectProvider<WorkerContext> context) {
		return context::getObject;
	}

	@Bean
	ChaosEnd chaosEnd() {
		return new ChaosEnd();
	}

	private WorkerRegistration registration(String name, Environment environment, WorkerContextSource context,
			ObjectProvider<ChaosEnd> end) {
		Path diary = Path.of(environment.getRequiredProperty("chaos.directory")).resolve(name);
		return WorkerRegistration.of(name, () -> new ChaosWorker(diary, context.get(), end.getObject()))
			.looptime(Duration.ofMillis(20))
			.forever(true);
	}

	/**
	 * Gives the context in a worker process; there is none in the daemon.
	 */
	interface WorkerContextSource {

		WorkerContext get();

	}

}
