package dev.daemonspring.metrics;

import java.util.LinkedHashSet;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;

/**
 * Keeps the creation of a registry in a worker process from creating more than the worker
 * depends on. Binders that need nothing, such as those of the JVM, are bound at once; any
 * other, such as that of the connection pools, only when everything that it would measure
 * exists for another reason.
 */
public final class LateMeterBinders implements BeanFactoryPostProcessor {

	private static final Log logger = LogFactory.getLog(LateMeterBinders.class);

	private static final String HARMLESS = "org.springframework.boot.micrometer.metrics.autoconfigure.";

	private final Set<String> late = new LinkedHashSet<>();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) throws BeansException {
		this.beanFactory = beanFactory;
		for (String name : beanFactory.getBeanNamesForType(MeterBinder.class, true, false)) {
			if (!isHarmless(beanFactory, name)) {
				this.late.add(name);
			}
		}
		if (beanFactory instanceof DefaultListableBeanFactory factory) {
			factory.setAutowireCandidateResolver(new Resolver());
		}
	}

	private static boolean isHarmless(ConfigurableListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
		String configuration = definition.getFactoryBeanName();
		Class<?> type = (configuration != null) ? beanFactory.getType(configuration, false) : null;
		return type != null && type.getName().startsWith(HARMLESS);
	}

	/**
	 * Bind those binders that can be bound by now.
	 * @param registries the registries of the process
	 */
	public synchronized void bind(ObjectProvider<MeterRegistry> registries) {
		ConfigurableListableBeanFactory beans = this.beanFactory;
		if (beans == null || this.late.isEmpty()) {
			return;
		}
		BinderDependencies dependencies = new BinderDependencies(beans);
		for (String name : Set.copyOf(this.late)) {
			if (dependencies.exist(name)) {
				this.late.remove(name);
				bind(beans, name, registries);
			}
		}
	}

	private static void bind(ConfigurableListableBeanFactory beans, String name,
			ObjectProvider<MeterRegistry> registries) {
		try {
			MeterBinder binder = beans.getBean(name, MeterBinder.class);
			MeterRegistry unique = registries.getIfUnique();
			if (unique != null) {
				binder.bindTo(unique);
			}
			else {
				registries.orderedStream().forEach(binder::bindTo);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("The meters of '" + name + "' could not be bound", ex);
		}
	}

	/**
	 * Hides late binders from those who ask for all binders. As what else they are they
	 * can be injected.
	 */
	private final class Resolver extends ContextAnnotationAutowireCandidateResolver {

		@Override
		public boolean isAutowireCandidate(BeanDefinitionHolder holder, DependencyDescriptor descriptor) {
			return !(descriptor.getDependencyType() == MeterBinder.class
					&& LateMeterBinders.this.late.contains(holder.getBeanName()))
					&& super.isAutowireCandidate(holder, descriptor);
		}

	}

}
