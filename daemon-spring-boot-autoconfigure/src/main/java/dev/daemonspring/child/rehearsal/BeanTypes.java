package dev.daemonspring.child.rehearsal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.format.Formatter;
import org.springframework.util.ClassUtils;

import dev.daemonspring.worker.WorkerLoopListener;

/**
 * Finds beans by their types without creating one. The bean factory remembers what it has
 * found only when it was allowed to create factory beans for that, so it is allowed to
 * where it has no need.
 */
final class BeanTypes {

	/**
	 * What is looked for when any bean is created whose settings are bound, and when any
	 * worker is.
	 */
	private static final List<Class<?>> COMMON = List.of(Converter.class, GenericConverter.class, Formatter.class,
			ConfigurationPropertiesBindHandlerAdvisor.class, PropertySourcesPlaceholderConfigurer.class,
			WorkerLoopListener.class);

	private static final List<Class<?>> CONTAINERS = List.of(Collection.class, ObjectProvider.class, Optional.class);

	private final DefaultListableBeanFactory beanFactory;

	private final boolean knowsAll;

	BeanTypes(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.knowsAll = knowsAll(beanFactory);
	}

	/**
	 * Return whether the factory need not create any factory bean to know what it makes.
	 */
	private static boolean knowsAll(DefaultListableBeanFactory beanFactory) {
		for (String reference : beanFactory.getBeanNamesForType(FactoryBean.class, true, false)) {
			String name = BeanFactoryUtils.transformedBeanName(reference);
			if (!beanFactory.containsSingleton(name) && !isDeclared(beanFactory, name)) {
				return false;
			}
		}
		return beanFactory.getParentBeanFactory() == null;
	}

	private static boolean isDeclared(DefaultListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
		return definition.hasAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE)
				|| (definition.getFactoryBeanName() != null && beanFactory.getType(name, false) != null);
	}

	/**
	 * Return whether no factory bean has to be created to know its type.
	 */
	boolean areAllKnown() {
		return this.knowsAll;
	}

	void findCommon() {
		COMMON.forEach((type) -> find(ResolvableType.forClass(type)));
	}

	/**
	 * Find the beans that a dependency of a type can be.
	 */
	String[] find(ResolvableType dependency) {
		Class<?> type = dependency.toClass();
		ResolvableType element = dependency;
		if (CONTAINERS.stream().anyMatch((container) -> container.isAssignableFrom(type))) {
			element = dependency.as(type).getGeneric();
		}
		else if (Map.class.isAssignableFrom(type)) {
			element = dependency.asMap().getGeneric(1);
		}
		Class<?> wanted = element.toClass();
		if (wanted == Object.class || ClassUtils.isSimpleValueType(wanted)) {
			return new String[0];
		}
		return this.beanFactory.getBeanNamesForType(wanted, true, this.knowsAll);
	}

	/**
	 * Return the type of a bean, whose class is loaded but not initialized.
	 */
	@Nullable Class<?> of(String name) {
		Class<?> type = this.beanFactory.getType(name, false);
		return (type != null && !type.isInterface()) ? type : null;
	}

}
