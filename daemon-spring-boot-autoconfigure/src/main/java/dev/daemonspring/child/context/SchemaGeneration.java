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
 * Switches off the creation, update and dropping of tables by a JPA provider. It does so
 * in the properties that the provider receives, no matter where they were set.
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
	 * Switch off schema generation if the bean is a factory that would change a database
	 * that does not belong to this process alone.
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
		logger.debug("The schema generation of '" + beanName + "' is left to the daemon");
	}

	/**
	 * Inner class to avoid a hard dependency on an optional library.
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
