package dev.daemonspring.child;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * The application's context in a worker process, reduced to the worker and what its bean
 * depends on. Every bean is lazy, whatever its author says; lifecycle beans start, and
 * listeners hear of the context's own life, only once something has brought them to life.
 */
final class WorkerBeans {

	private static final Log logger = LogFactory.getLog(WorkerBeans.class);

	private final ConfigurableApplicationContext context;

	private final ProcessContext workerContext = new ProcessContext();

	private final LivingLifecycleProcessor lifecycle = new LivingLifecycleProcessor();

	WorkerBeans(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Refresh the context: bean definitions are complete, and next to no bean exists.
	 */
	void refresh() {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		this.lifecycle.setBeanFactory(beanFactory);
		beanFactory.registerSingleton(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, this.lifecycle);
		beanFactory.registerSingleton(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				new LivingEventMulticaster(beanFactory));
		beanFactory.registerSingleton("dev.daemonspring.livingEventListenerFactory",
				new LivingEventListenerFactory(beanFactory));
		beanFactory.registerSingleton("workerContext", this.workerContext);
		this.context.addBeanFactoryPostProcessor(WorkerBeans::makeLazy);
		this.context.refresh();
	}

	private static void makeLazy(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			beanFactory.getBeanDefinition(name).setLazyInit(true);
		}
	}

	/**
	 * Bring the assigned worker to life and run it to its end, on this thread.
	 * @param assignment says which worker
	 * @param runner runs the worker
	 * @return how it ended
	 */
	WorkerRunner.Ending run(Assignment assignment, WorkerRunner runner) {
		this.workerContext.become(runner);
		return runner.run(() -> create(assignment));
	}

	private WorkerRunner.Crew create(Assignment assignment) {
		Set<String> before = new LinkedHashSet<>(Arrays.asList(this.context.getBeanFactory().getSingletonNames()));
		WorkerRunner.Crew crew = new CrewFactory(this.context).create(assignment);
		completeSingletons(before);
		this.lifecycle.onRefresh();
		return crew;
	}

	/**
	 * The context completed its singletons before these existed.
	 */
	private void completeSingletons(Set<String> before) {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		for (String name : beanFactory.getSingletonNames()) {
			if (!before.contains(name)
					&& beanFactory.getSingleton(name) instanceof SmartInitializingSingleton singleton) {
				singleton.afterSingletonsInstantiated();
			}
		}
	}

	/**
	 * Stop the lifecycle beans that were started and destroy what was created.
	 */
	void close() {
		try {
			this.context.close();
		}
		catch (RuntimeException ex) {
			logger.warn("The context of the worker process did not close cleanly", ex);
		}
	}

}
