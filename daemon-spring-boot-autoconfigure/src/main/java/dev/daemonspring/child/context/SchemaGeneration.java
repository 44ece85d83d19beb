package dev.daemonspring.child.context;

import java.util.Map;
import java.util.Properties;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.util.ClassUtils;

/**
 * The creation, update and drop of tables by a JPA provider. It is switched off in the
 * properties that reach the provider, so that it does not matter who has asked for it.
 */
final class SchemaGeneration {

	private static final Log logger = LogFactory.getLog(SchemaGeneration.class);

	private static final String NONE = "none";

	private static final Map<String, String> OFF = Map.of("hibernate.hbm2ddl.auto", NONE,
			"jakarta.persistence.schema-generation.database.action", NONE,
			"jakarta.persistence.schema-generation.scripts.action", NONE,
			"javax.persistence.schema-generation.database.action", NONE,
			"javax.persistence.schema-generation.scripts.action", NONE, "eclipselink.ddl-generation", NONE);

	private static final String SESSION_FACTORY = "org.springframework.orm.jpa.hibernate.LocalSessionFactoryBean";

	private static final boolean ORM_PRESENT = ClassUtils.isPresent(
			"org.springframework.orm.jpa.AbstractEntityManagerFactoryBean", SchemaGeneration.class.getClassLoader());

	private SchemaGeneration() {
	}

	/**
	 * Leave the tables alone if the bean is a factory that would touch those of a
	 * database that is not this process's own.
	 * @param bean a bean that is not initialized yet
	 * @param beanName the name of the bean
	 */
	static void suppress(Object bean, String beanName) {
		if (ORM_PRESENT && EntityManagerFactories.includes(bean)) {
			EntityManagerFactories.suppress(bean, beanName);
		}
		else if (ClassHierarchy.of(bean.getClass()).contains(SESSION_FACTORY) && !ReachedDatabases.areInMemory(bean)
				&& PropertyAccessorFactory.forBeanPropertyAccess(bean)
					.getPropertyValue("hibernateProperties") instanceof Properties properties) {
			properties.putAll(OFF);
			logSuppressed(beanName);
		}
	}

	private static void logSuppressed(String beanName) {
		logger.debug("The tables that '" + beanName + "' works on are the daemon's to create");
	}

	/**
	 * What touches types of an optional library.
	 */
	private static final class EntityManagerFactories {

		static boolean includes(Object bean) {
			return bean instanceof AbstractEntityManagerFactoryBean;
		}

		static void suppress(Object bean, String beanName) {
			AbstractEntityManagerFactoryBean factory = (AbstractEntityManagerFactoryBean) bean;
			DataSource dataSource = factory.getDataSource();
			if (dataSource == null || !ReachedDatabases.isInMemory(dataSource)) {
				factory.getJpaPropertyMap().putAll(OFF);
				logSuppressed(beanName);
			}
		}

	}

}
