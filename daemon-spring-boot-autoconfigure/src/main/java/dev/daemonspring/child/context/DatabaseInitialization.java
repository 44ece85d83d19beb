package dev.daemonspring.child.context;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Flyway, Liquibase, SQL scripts and Hibernate's schema, which Boot runs before whatever
 * uses the database. The daemon has run them when a worker process begins; there they
 * would cost time at best, and at worst drop the tables that are in use. A database in
 * memory is each process's own, and is initialized by each.
 */
final class DatabaseInitialization {

	private static final String DEPENDENCIES = "org.springframework.boot.sql.init.dependency."
			+ "DatabaseInitializationDependencyConfigurer$DependsOnDatabaseInitializationPostProcessor";

	private static final String DATA_SOURCE = "dataSource";

	private static final String DATA_SOURCE_CONFIGURATIONS = "org.springframework.boot.jdbc.autoconfigure.";

	private DatabaseInitialization() {
	}

	/**
	 * Have beans that use the database not depend on its initialization.
	 */
	static void leaveToDaemon(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beanFactory) {
		if (isInMemory(environment, beanFactory)) {
			return;
		}
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (DEPENDENCIES.equals(beanFactory.getBeanDefinition(name).getBeanClassName())) {
				((BeanDefinitionRegistry) beanFactory).removeBeanDefinition(name);
			}
		}
		environment.getPropertySources()
			.addFirst(new MapPropertySource("databaseInitialization", Map.of("spring.jpa.generate-ddl", "false",
					"spring.jpa.hibernate.ddl-auto", "none", "spring.jpa.properties.hibernate.hbm2ddl.auto", "none")));
	}

	private static boolean isInMemory(ConfigurableEnvironment environment,
			ConfigurableListableBeanFactory beanFactory) {
		String url = environment.getProperty("spring.datasource.url");
		if (url != null) {
			return url.contains(":mem");
		}
		// Without a URL the one that Boot makes is in memory
		return beanFactory.containsBeanDefinition(DATA_SOURCE)
				&& isMadeByBoot(beanFactory.getBeanDefinition(DATA_SOURCE).getFactoryBeanName());
	}

	private static boolean isMadeByBoot(@Nullable String factoryBeanName) {
		return factoryBeanName != null && factoryBeanName.startsWith(DATA_SOURCE_CONFIGURATIONS);
	}

}
