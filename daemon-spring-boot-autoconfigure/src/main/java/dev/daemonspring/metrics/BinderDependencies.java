package dev.daemonspring.metrics;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Tells whether everything that a binder of meters needs exists, without creating any of
 * it.
 */
final class BinderDependencies {

	private static final String POOLS = "org.springframework.boot.jdbc.autoconfigure.metrics.";

	private static final String DATA_SOURCE = "javax.sql.DataSource";

	private final ConfigurableListableBeanFactory beans;

	BinderDependencies(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Return whether a binder exists, or could be created out of beans that do.
	 * @param name the name of the binder's bean
	 */
	boolean exist(String name) {
		if (this.beans.containsSingleton(name)) {
			return true;
		}
		if (!this.beans.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = this.beans.getMergedBeanDefinition(name);
		String configuration = definition.getFactoryBeanName();
		Class<?> owner = (configuration != null) ? this.beans.getType(configuration, false) : null;
		if (owner != null && owner.getName().startsWith(POOLS)) {
			Class<?> dataSource = ClassUtils.resolveClassName(DATA_SOURCE, owner.getClassLoader());
			return allExist(ResolvableType.forClass(dataSource), true);
		}
		Executable creator = creator(name, definition);
		if (creator == null || !isOnlyBinder(this.beans.getType(name, false))) {
			return false;
		}
		for (int i = 0; i < creator.getParameterCount(); i++) {
			if (!allExist(parameter(creator, i), false)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return whether a type does nothing but bind: what does more has a purpose of its
	 * own, and is not created in order to measure it.
	 */
	private static boolean isOnlyBinder(@Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		if (type.getName().startsWith("io.micrometer.") || type.getName().startsWith("org.springframework.boot.")) {
			return true;
		}
		return Arrays.stream(type.getMethods())
			.allMatch((method) -> method.getDeclaringClass() == Object.class || method.getName().equals("bindTo"));
	}

	private @Nullable Executable creator(String name, BeanDefinition definition) {
		Method method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		if (method != null || definition.getFactoryMethodName() != null) {
			return method;
		}
		Class<?> type = this.beans.getType(name, false);
		Constructor<?>[] constructors = (type != null) ? ClassUtils.getUserClass(type).getDeclaredConstructors()
				: new Constructor<?>[0];
		return (constructors.length == 1) ? constructors[0] : null;
	}

	private static ResolvableType parameter(Executable creator, int index) {
		ResolvableType type = (creator instanceof Method method) ? ResolvableType.forMethodParameter(method, index)
				: ResolvableType.forConstructorParameter((Constructor<?>) creator, index);
		Class<?> raw = type.resolve(Object.class);
		if (Map.class.isAssignableFrom(raw)) {
			return type.asMap().getGeneric(1);
		}
		boolean container = ObjectProvider.class.isAssignableFrom(raw) || Optional.class == raw
				|| Collection.class.isAssignableFrom(raw);
		return container ? type.getGeneric(0) : type;
	}

	private boolean allExist(ResolvableType type, boolean atLeastOne) {
		String[] names = this.beans.getBeanNamesForType(type, true, false);
		for (String name : names) {
			if (!this.beans.containsSingleton(name)) {
				return false;
			}
		}
		return names.length > 0 || !atLeastOne;
	}

}
