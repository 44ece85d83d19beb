package org.example.fleet;

import java.time.Duration;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * As many workers as {@code fleet.ships} says, that do next to nothing.
 */
@Component
class Ships implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {

	private int count;

	@Override
	public void setEnvironment(Environment environment) {
		this.count = environment.getProperty("fleet.ships", int.class, 0);
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		for (int i = 1; i <= this.count; i++) {
			String name = "ship-%03d".formatted(i);
			WorkerLoop loop = () -> {
			};
			BeanDefinition definition = BeanDefinitionBuilder
				.genericBeanDefinition(WorkerRegistration.class,
						() -> WorkerRegistration.of(name, () -> loop).looptime(Duration.ofSeconds(1)).forever(true))
				.getBeanDefinition();
			registry.registerBeanDefinition(name, definition);
		}
	}

}
