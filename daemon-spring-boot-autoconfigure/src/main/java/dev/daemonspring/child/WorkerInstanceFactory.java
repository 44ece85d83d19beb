package dev.daemonspring.child;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * Creates a worker from an application context: its bean, or what its registration names,
 * with its listeners and commands.
 */
final class WorkerInstanceFactory {

	private final ConfigurableApplicationContext context;

	WorkerInstanceFactory(ConfigurableApplicationContext context) {
		this.context = context;
	}

	WorkerInstance create(Assignment assignment) {
		WorkerLoop loop = createLoop(assignment.beanName());
		List<WorkerLoopListener> listeners = this.context.getBeanProvider(WorkerLoopListener.class)
			.orderedStream()
			.toList();
		CommandMethods methods = CommandMethods.of(AopUtils.getTargetClass(loop));
		WorkObserver observer = observer();
		return new WorkerInstance(loop, listeners,
				new CommandExecutor(assignment.worker(), loop, methods, () -> jsonMapper(this.context), observer),
				observer);
	}

	private @Nullable WorkObserver observer() {
		WorkObserver observer = this.context.getBeanProvider(WorkObserver.class).getIfUnique();
		return (observer != null && observer.isActive()) ? observer : null;
	}

	private WorkerLoop createLoop(String beanName) {
		Object bean = this.context.getBean(beanName);
		if (bean instanceof WorkerLoop loop) {
			return loop;
		}
		// A null that a bean method returned is a bean that equals null
		if (bean.equals(null)) {
			throw new IllegalStateException("The @Bean method of the worker's bean '" + beanName
					+ "' returned null. Return a WorkerLoop, or put a condition on the method.");
		}
		WorkerRegistration.Source source = ((WorkerRegistration) bean).source();
		if (source instanceof WorkerRegistration.OfBean ofBean) {
			return this.context.getBean(ofBean.beanName(), WorkerLoop.class);
		}
		if (source instanceof WorkerRegistration.OfSupplier ofSupplier) {
			return ofSupplier.supplier().get();
		}
		return this.context.getAutowireCapableBeanFactory().createBean(((WorkerRegistration.OfType) source).type());
	}

	/**
	 * Destroy the worker's singleton. The beans that it depends on are kept.
	 */
	void destroy(Assignment assignment) {
		DefaultSingletonBeanRegistry singletons = (DefaultSingletonBeanRegistry) this.context.getBeanFactory();
		Object bean = singletons.getSingleton(assignment.beanName());
		if (!(bean instanceof WorkerRegistration registration)) {
			singletons.destroySingleton(assignment.beanName());
		}
		else if (registration.source() instanceof WorkerRegistration.OfBean ofBean) {
			singletons.destroySingleton(ofBean.beanName());
		}
	}

	static JsonMapper jsonMapper(ConfigurableApplicationContext context) {
		JsonMapper mapper = context.getBeanProvider(JsonMapper.class).getIfUnique();
		return (mapper != null) ? mapper : JsonMapper.builder().build();
	}

}
