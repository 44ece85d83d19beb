package org.example.isolation.crew;

import java.time.Duration;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import dev.daemonspring.worker.WorkerRegistration;

/**
 * An application with {@code crew.size} workers, {@code hand-0} and so on, that all do
 * the same with a looptime of {@code crew.looptime}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CrewApplication.Crew.class)
public class CrewApplication {

	/**
	 * Start the daemon.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(CrewApplication.class, args);
	}

	/**
	 * Installs the workers.
	 */
	static class Crew implements BeanRegistrar {

		@Override
		public void register(BeanRegistry registry, Environment environment) {
			int size = environment.getProperty("crew.size", int.class, 1);
			long looptime = environment.getProperty("crew.looptime", long.class, 100L);
			for (int i = 0; i < size; i++) {
				String name = "hand-" + i;
				registry.registerBean(name, WorkerRegistration.class,
						(bean) -> bean.supplier((context) -> WorkerRegistration.of(name, () -> new Hand(name, size))
							.looptime(Duration.ofMillis(looptime))
							.forever(true)));
			}
		}

	}

}
