package dev.daemonspring.child.rehearsal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Creates beans of Spring's own before they are used, as far as no code of the
 * application takes part in that: neither a bean that one of them depends on, nor a
 * post-processor.
 */
final class SpringBeans {

	private static final Log logger = LogFactory.getLog(SpringBeans.class);

	/**
	 * The last is that of the auto-configurations of worker processes, which add to beans
	 * of Spring's.
	 */
	private static final List<String> OURS = List.of("org.springframework.", "dev.daemonspring.child.context.",
			"dev.daemonspring.autoconfigure.Worker");

	private final DefaultListableBeanFactory beanFactory;

	private final BeanTypes types;

	SpringBeans(DefaultListableBeanFactory beanFactory, BeanTypes types) {
		this.beanFactory = beanFactory;
		this.types = types;
	}

	/**
	 * Create a bean, unless that needs the application.
	 * @return whether it exists
	 */
	boolean create(StandbyBean bean) {
		String[] names = this.types.find(ResolvableType.forClass(bean.type()));
		if (names.length != 1 || !arePossible()
				|| !bean.contributors().stream().allMatch((type) -> find(type).allMatch(this::isOursByDefinition))
				|| !bean.excluded().stream().allMatch((type) -> find(type).findAny().isEmpty())) {
			return false;
		}
		Guard guard = new Guard(Thread.currentThread());
		this.beanFactory.addBeanPostProcessor(guard);
		try {
			Rehearsable.rehearse(this.beanFactory.getBean(names[0]));
			return true;
		}
		catch (BeansException ex) {
			logger.debug("The bean '%s' is left to its first use".formatted(names[0]), ex);
			return false;
		}
		finally {
			this.beanFactory.getBeanPostProcessors().remove(guard);
		}
	}

	/**
	 * Return whether the application would not take part in the creation of any bean.
	 */
	boolean arePossible() {
		return this.types.areAllKnown() && this.beanFactory.getBeanPostProcessors()
			.stream()
			.allMatch((postProcessor) -> isOurs(postProcessor.getClass().getName()));
	}

	private Stream<String> find(String typeName) {
		ClassLoader classLoader = this.beanFactory.getBeanClassLoader();
		return ClassUtils.isPresent(typeName, classLoader)
				? Arrays.stream(
						this.types.find(ResolvableType.forClass(ClassUtils.resolveClassName(typeName, classLoader))))
				: Stream.empty();
	}

	private boolean isOurs(String name, Class<?> beanClass) {
		return this.beanFactory.containsBeanDefinition(name)
				? isOurs((RootBeanDefinition) this.beanFactory.getMergedBeanDefinition(name))
				: isOurs(beanClass.getName());
	}

	/**
	 * A bean without a definition may be anybody's.
	 */
	private boolean isOursByDefinition(String name) {
		return this.beanFactory.containsBeanDefinition(name)
				&& isOurs((RootBeanDefinition) this.beanFactory.getMergedBeanDefinition(name));
	}

	private boolean isOurs(RootBeanDefinition definition) {
		String className = definition.getBeanClassName();
		String factory = definition.getFactoryBeanName();
		return definition.getInstanceSupplier() == null && (className == null || isOurs(className))
				&& (factory == null || !this.beanFactory.containsBeanDefinition(factory)
						|| isOurs((RootBeanDefinition) this.beanFactory.getMergedBeanDefinition(factory)));
	}

	private static boolean isOurs(String className) {
		return OURS.stream().anyMatch(className::startsWith);
	}

	/**
	 * Refuses the creation of what is the application's on the thread of the rehearsal.
	 * Other threads may create a worker meanwhile.
	 */
	private final class Guard implements InstantiationAwareBeanPostProcessor {

		private final Thread thread;

		private Guard(Thread thread) {
			this.thread = thread;
		}

		@Override
		public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
			if (!isOurs(beanName, beanClass) && Thread.currentThread() == this.thread) {
				throw new ApplicationBeanException(beanName);
			}
			return null;
		}

	}

	/**
	 * A bean of the application would have to be created.
	 */
	@SuppressWarnings("serial")
	private static final class ApplicationBeanException extends BeansException {

		private ApplicationBeanException(String beanName) {
			super("The bean '" + beanName + "' is the application's");
		}

	}

}
