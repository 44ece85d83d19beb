package dev.daemonspring.chaos;

import java.time.Duration;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * Any number of workers that throw in each iteration, but those that are told to be
 * patient.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
@Import(SoakApplication.Crew.class)
class SoakApplication {

	static class Crew implements BeanRegistrar {

		@Override
		public void register(BeanRegistry registry, Environment environment) {
			boolean patient = environment.getRequiredProperty("soak.patient", Boolean.class);
			for (int i = 1; i <= environment.getRequiredProperty("soak.workers", Integer.class); i++) {
				String name = "worker-" + i;
				registry.registerBean(name, WorkerRegistration.class,
						(bean) -> bean.supplier((context) -> registration(name, patient)));
			}
		}

		private static WorkerRegistration registration(String name, boolean patient) {
			return WorkerRegistration.of(name, () -> () -> {
				if (!patient) {
					throw new IllegalStateException("thrown by the soak");
				}
			}).looptime(Duration.ofSeconds(1)).forever(true);
		}

	}

}
