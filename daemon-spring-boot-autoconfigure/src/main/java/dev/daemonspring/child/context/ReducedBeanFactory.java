package dev.daemonspring.child.context;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeConverter;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * The bean factory of a {@link ReducedApplicationContext}. When a bean is asked for that
 * it does not have, it adds the auto-configurations that were left out, and looks again.
 */
final class ReducedBeanFactory extends DefaultListableBeanFactory {

	private final LeftOutAutoConfigurations leftOut = new LeftOutAutoConfigurations(this);

	/**
	 * Note that an auto-configuration has been left out.
	 * @param className the name of its class
	 */
	void leftOut(String className) {
		this.leftOut.add(className);
	}

	LeftOutAutoConfigurations leftOut() {
		return this.leftOut;
	}

	@Override
	public @Nullable Object resolveDependency(DependencyDescriptor descriptor, @Nullable String requestingBeanName,
			@Nullable Set<String> autowiredBeanNames, @Nullable TypeConverter typeConverter) {
		Supplier<@Nullable Object> question = () -> super.resolveDependency(descriptor, requestingBeanName,
				autowiredBeanNames, typeConverter);
		return mayBeEmpty(descriptor) ? question.get() : withAll(question);
	}

	/**
	 * A parameter that takes all beans of a type takes none, too.
	 */
	private static boolean mayBeEmpty(DependencyDescriptor descriptor) {
		Class<?> type = descriptor.getDependencyType();
		return descriptor.getField() == null
				&& (type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type));
	}

	@Override
	public <T> T getBean(Class<T> requiredType, @Nullable Object @Nullable [] args) {
		return withAll(() -> super.getBean(requiredType, args));
	}

	@Override
	public Object getBean(String name) {
		return withAll(() -> super.getBean(name));
	}

	@Override
	public <T> T getBean(String name, Class<T> requiredType) {
		return withAll(() -> super.getBean(name, requiredType));
	}

	private <T extends @Nullable Object> T withAll(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw ex;
		}
		catch (NoSuchBeanDefinitionException ex) {
			if (!this.leftOut.bringBack(ex)) {
				throw ex;
			}
			return question.get();
		}
	}

}
