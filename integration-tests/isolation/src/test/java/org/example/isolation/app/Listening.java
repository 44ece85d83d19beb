package org.example.isolation.app;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.example.isolation.Ledger;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ReflectionUtils;

/**
 * Message listeners, made as those of JMS and Kafka are: a post-processor finds annotated
 * methods, and a registry that is a lifecycle bean starts and stops a container for each.
 */
@Configuration(proxyBeanMethods = false)
class Listening {

	@Bean
	static EndpointPostProcessor endpointPostProcessor(BeanFactory beanFactory) {
		return new EndpointPostProcessor(beanFactory);
	}

	@Bean
	EndpointRegistry endpointRegistry() {
		return new EndpointRegistry();
	}

	/**
	 * Finds the annotated methods.
	 */
	static class EndpointPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

		private final BeanFactory beanFactory;

		private final List<String> queues = new ArrayList<>();

		private boolean initialized;

		EndpointPostProcessor(BeanFactory beanFactory) {
			this.beanFactory = beanFactory;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			for (Method method : ReflectionUtils.getAllDeclaredMethods(bean.getClass())) {
				Listens annotation = method.getAnnotation(Listens.class);
				if (annotation != null) {
					this.queues.add(annotation.value());
					register();
				}
			}
			return bean;
		}

		@Override
		public void afterSingletonsInstantiated() {
			this.initialized = true;
			register();
		}

		private void register() {
			if (this.initialized) {
				this.queues.forEach(this.beanFactory.getBean(EndpointRegistry.class)::register);
				this.queues.clear();
			}
		}

	}

	/**
	 * Starts and stops the containers.
	 */
	static class EndpointRegistry implements SmartLifecycle {

		private final List<String> containers = new ArrayList<>();

		private boolean running;

		void register(String queue) {
			this.containers.add(queue);
		}

		@Override
		public void start() {
			this.running = !this.containers.isEmpty();
			this.containers.forEach((queue) -> Ledger.write("listens-" + queue));
		}

		@Override
		public void stop() {
			this.running = false;
			this.containers.forEach((queue) -> Ledger.write("falls-silent-" + queue));
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
