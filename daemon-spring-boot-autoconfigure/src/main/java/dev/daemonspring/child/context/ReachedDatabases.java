package dev.daemonspring.child.context;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The databases that an initializer or a Hibernate session factory works on: the data
 * sources in its fields, and the one of a {@code Flyway} in a field.
 */
final class ReachedDatabases {

	private static final Log logger = LogFactory.getLog(ReachedDatabases.class);

	private static final String FLYWAY = "org.flywaydb.core.Flyway";

	private static final boolean JDBC_PRESENT = ClassUtils
		.isPresent("org.springframework.boot.jdbc.EmbeddedDatabaseConnection", ReachedDatabases.class.getClassLoader());

	private ReachedDatabases() {
	}

	/**
	 * Return whether all databases that a bean works on are in this process's memory.
	 * @param bean the bean
	 * @return whether they certainly are
	 */
	static boolean areInMemory(Object bean) {
		Set<DataSource> dataSources = Collections.newSetFromMap(new IdentityHashMap<>());
		collect(bean, dataSources);
		return !dataSources.isEmpty() && dataSources.stream().allMatch(ReachedDatabases::isInMemory);
	}

	static boolean isInMemory(DataSource dataSource) {
		return JDBC_PRESENT && InMemoryDatabase.isBehind(dataSource);
	}

	private static void collect(Object bean, Set<DataSource> dataSources) {
		if (bean.getClass().getName().equals(FLYWAY)) {
			add(PropertyAccessorFactory.forBeanPropertyAccess(bean).getPropertyValue("configuration.dataSource"),
					dataSources);
			return;
		}
		ReflectionUtils.doWithFields(bean.getClass(), (field) -> {
			Object value = valueOf(field, bean);
			if (value != null && value.getClass().getName().equals(FLYWAY)) {
				collect(value, dataSources);
			}
			else {
				add(value, dataSources);
			}
		}, (field) -> !field.getType().isPrimitive());
	}

	private static @Nullable Object valueOf(Field field, Object bean) {
		try {
			field.setAccessible(true);
			return field.get(bean);
		}
		catch (IllegalAccessException | RuntimeException ex) {
			logger.debug("The field " + field + " can't be read", ex);
			return null;
		}
	}

	private static void add(@Nullable Object candidate, Set<DataSource> dataSources) {
		if (candidate instanceof DataSource dataSource) {
			dataSources.add(dataSource);
		}
	}

}
