package dev.daemonspring.child;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * A context of the application in a worker process, reduced to what is asked of it. Every
 * bean is lazy, whatever its author says; lifecycle beans start, and listeners hear of
 * the context's own life, only once something has brought them to life.
 */
final class ReducedContext {

	private final ConfigurableApplicationContext context;

	private final LivingLifecycleProcessor lifecycle;

	private final LateBeans lateBeans = new LateBeans();

	private ReducedContext(ConfigurableApplicationContext context) {
		this.context = context;
		this.lifecycle = new LivingLifecycleProcessor(context.getEnvironment());
	}

	/**
	 * Reduce a context that holds its bean definitions and is not refreshed yet.
	 */
	static ReducedContext of(ConfigurableApplicationContext context) {
		ReducedContext reduced = new ReducedContext(context);
		reduced.reduce();
		return reduced;
	}

	private void reduce() {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		this.lifecycle.setBeanFactory(beanFactory);
		beanFactory.registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, this.lifecycle);
		beanFactory.registerSingleton(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				new LivingEventMulticaster(beanFactory));
		beanFactory.registerSingleton("dev.daemonspring.livingEventListenerFactory",
				new LivingEventListenerFactory(beanFactory));
		beanFactory.addBeanPostProcessor(this.lateBeans);
		this.context.addBeanFactoryPostProcessor(ReducedContext::makeLazy);
		this.context.addBeanFactoryPostProcessor(
				(factory) -> DatabaseInitialization.leaveToDaemon(this.context.getEnvironment(), factory));
		deafenListenersOfMain();
	}

	private static void makeLazy(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			beanFactory.getBeanDefinition(name).setLazyInit(true);
		}
	}

	/**
	 * What main has set on its application heard how it was prepared; what follows
	 * happens in the daemon.
	 */
	private void deafenListenersOfMain() {
		if (this.context instanceof AbstractApplicationContext prepared) {
			for (ApplicationListener<?> listener : prepared.getApplicationListeners()
				.toArray(ApplicationListener[]::new)) {
				if (!listener.getClass().getName().startsWith("org.springframework.")) {
					prepared.removeApplicationListener(listener);
					prepared.addApplicationListener(new DeafListener(listener));
				}
			}
		}
	}

	/**
	 * Leave the runners to the daemon also when the application runs on by itself.
	 * @return this
	 */
	ReducedContext withoutRunners() {
		this.context.addBeanFactoryPostProcessor((beanFactory) -> {
			removeBeans(beanFactory, ApplicationRunner.class);
			removeBeans(beanFactory, CommandLineRunner.class);
		});
		return this;
	}

	private static void removeBeans(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		for (String name : beanFactory.getBeanNamesForType(type, true, false)) {
			((BeanDefinitionRegistry) beanFactory).removeBeanDefinition(name);
		}
	}

	/**
	 * Start what lives by now; from now on what comes to life starts at once.
	 */
	void start() {
		this.lifecycle.onRefresh();
		this.lateBeans.start();
	}

}
