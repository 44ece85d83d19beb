package dev.daemonspring.supervisor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.StringUtils;

import dev.daemonspring.child.WorkerThread;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * The discovery of the beans annotated {@link Worker @Worker}. It removes them from the
 * daemon's context, so that nothing there can instantiate one: a worker lives in its
 * process. A {@link WorkerLoop} that is not annotated (it may be registered in code) is
 * left where it is, but made lazy.
 */
public final class WorkerDiscovery implements BeanFactoryPostProcessor {

	/**
	 * The name of the bean.
	 */
	public static final String BEAN_NAME = "workerDiscovery";

	private static final String FOUND_ATTRIBUTE = WorkerDiscovery.class.getName() + ".found";

	private final List<WorkerDefinition> found = new ArrayList<>();

	private final Isolation isolation;

	/**
	 * Create a discovery.
	 * @param isolation what separates a worker from the daemon
	 */
	public WorkerDiscovery(Isolation isolation) {
		this.isolation = isolation;
	}

	/**
	 * Return the annotated workers.
	 * @return the workers that were found
	 */
	public List<WorkerDefinition> found() {
		return Collections.unmodifiableList(this.found);
	}

	/**
	 * Return the annotated workers that were found in a bean factory, even if its beans
	 * have been destroyed because the application could not start.
	 * @param beanFactory the bean factory
	 * @return the workers, none if it was not searched
	 */
	@SuppressWarnings("unchecked")
	public static List<WorkerDefinition> found(ConfigurableListableBeanFactory beanFactory) {
		Object found = beanFactory.containsBeanDefinition(BEAN_NAME)
				? beanFactory.getBeanDefinition(BEAN_NAME).getAttribute(FOUND_ATTRIBUTE) : null;
		return (found != null) ? (List<WorkerDefinition>) found : List.of();
	}

	/**
	 * Return whether the workers of a bean factory are discovered, whether they are run
	 * or not.
	 * @param beanFactory the bean factory
	 * @return whether it contains a discovery; its parents are not considered
	 */
	public static boolean isIn(ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.containsBeanDefinition(BEAN_NAME);
	}

	/**
	 * Return the names of the annotated beans that are still in a bean factory, without
	 * those of its parents. No bean is created.
	 * @param beanFactory the bean factory
	 * @return the names of the beans
	 */
	static List<String> annotated(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = new ArrayList<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = beanFactory.getBeanDefinition(name);
			if (!definition.isAbstract() && annotation(definition, beanFactory.getType(name, false)).isPresent()) {
				names.add(name);
			}
		}
		return names;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			// What is removed while the context is processed ahead of time could not be
			// found at run time
			return;
		}
		beanFactory.getBeanDefinition(BEAN_NAME).setAttribute(FOUND_ATTRIBUTE, this.found);
		if (this.isolation == Isolation.THREAD) {
			beanFactory.registerResolvableDependency(WorkerContext.class,
					(ObjectFactory<WorkerContext>) WorkerThread::currentContext);
		}
		for (String beanName : beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = beanFactory.getBeanDefinition(beanName);
			if (definition.isAbstract()) {
				continue;
			}
			Class<?> type = beanFactory.getType(beanName, false);
			MergedAnnotation<Worker> annotation = annotation(definition, type);
			if (annotation.isPresent()) {
				this.found.add(define(beanName, type, annotation));
				takeOut(beanFactory, beanName, definition);
			}
			else if (type != null && WorkerLoop.class.isAssignableFrom(type)) {
				definition.setLazyInit(true);
			}
		}
	}

	/**
	 * Remove a worker from the context. With {@link Isolation#THREAD}, it stays, but no
	 * other bean can get hold of it, and each start creates a new instance.
	 */
	private void takeOut(ConfigurableListableBeanFactory beanFactory, String beanName, BeanDefinition definition) {
		if (this.isolation != Isolation.THREAD) {
			((BeanDefinitionRegistry) beanFactory).removeBeanDefinition(beanName);
			return;
		}
		definition.setLazyInit(true);
		definition.setAutowireCandidate(false);
		definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
	}

	private static MergedAnnotation<Worker> annotation(BeanDefinition definition, @Nullable Class<?> type) {
		if (definition instanceof AnnotatedBeanDefinition annotated) {
			MethodMetadata factoryMethod = annotated.getFactoryMethodMetadata();
			if (factoryMethod != null && factoryMethod.isAnnotated(Worker.class.getName())) {
				return factoryMethod.getAnnotations().get(Worker.class);
			}
		}
		if (definition instanceof RootBeanDefinition settled
				&& settled.getInstanceSupplier() instanceof InstanceSupplier<?> supplier
				&& supplier.getFactoryMethod() != null) {
			// A bean definition that was generated ahead of time has no other trace of
			// its method
			MergedAnnotation<Worker> annotation = MergedAnnotations.from(supplier.getFactoryMethod()).get(Worker.class);
			if (annotation.isPresent()) {
				return annotation;
			}
		}
		return (type != null) ? MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).get(Worker.class)
				: MergedAnnotation.missing();
	}

	private WorkerDefinition define(String beanName, @Nullable Class<?> type, MergedAnnotation<Worker> annotation) {
		String name = annotation.getString("name");
		Boolean forever = annotation.hasNonDefaultValue("forever") ? annotation.getBoolean("forever") : null;
		String process = annotation.getString("process");
		return new WorkerDefinition(StringUtils.hasLength(name) ? name : beanName, beanName, type,
				AnnotatedTiming.of(beanName, annotation), forever, StringUtils.hasLength(process) ? process : null,
				number(annotation, "instances"), number(annotation, "maxInstances"),
				annotation.hasNonDefaultValue("cluster") ? annotation.getBoolean("cluster") : null);
	}

	private static @Nullable Integer number(MergedAnnotation<Worker> annotation, String attribute) {
		return annotation.hasNonDefaultValue(attribute) ? annotation.getInt(attribute) : null;
	}

}
