package dev.daemonspring.child.context;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Flyway, Liquibase and SQL scripts, which Boot runs before whatever uses the database.
 * The daemon has run them when a worker process begins; there they would cost time at
 * best, and at worst drop the tables that are in use. A database in memory is each
 * process's own, and is initialized by each: that is decided by the data source itself,
 * when something is about to use it.
 * <p>
 * What waits for initializers does so no longer by its definition, as that would create
 * them in vain, but here. An initializer that comes to life all the same has its
 * initialization skipped. Every bean post-processor must have seen it before that is
 * decided, and sees it again after: {@link #skip()} is to come last and {@link #resume()}
 * first.
 */
final class DatabaseInitialization {

	private static final Log logger = LogFactory.getLog(DatabaseInitialization.class);

	/**
	 * Boot marks the definitions of initializers with it.
	 */
	private static final String DETECTED = "org.springframework.boot.sql.init.dependency.DatabaseInitializerDetector";

	private static final Set<String> INITIALIZERS = Set.of("org.flywaydb.core.Flyway",
			"org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer",
			"liquibase.integration.spring.SpringLiquibase", "liquibase.integration.spring.MultiTenantSpringLiquibase",
			"org.springframework.boot.sql.init.AbstractScriptDatabaseInitializer",
			"org.springframework.jdbc.datasource.init.DataSourceInitializer",
			"org.springframework.r2dbc.connection.init.ConnectionFactoryInitializer");

	private static final Set<String> JPA_FACTORIES = Set.of("jakarta.persistence.EntityManagerFactory",
			"org.springframework.orm.jpa.AbstractEntityManagerFactoryBean");

	private final ConfigurableListableBeanFactory beanFactory;

	private final Set<String> initializers = new LinkedHashSet<>();

	private final Map<String, Set<String>> waiting = new ConcurrentHashMap<>();

	DatabaseInitialization(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Have no bean definition depend on an initializer, but initializers on each other.
	 */
	void detach() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (this.beanFactory.getBeanDefinition(name).hasAttribute(DETECTED)
					|| isInitializer(this.beanFactory.getType(name, false))) {
				this.initializers.add(name);
			}
		}
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (!this.initializers.contains(name)) {
				detach(name, this.beanFactory.getBeanDefinition(name));
			}
		}
	}

	private void detach(String name, BeanDefinition definition) {
		String[] dependsOn = definition.getDependsOn();
		if (dependsOn == null) {
			return;
		}
		Set<String> kept = new LinkedHashSet<>();
		Collections.addAll(kept, dependsOn);
		Set<String> detached = new LinkedHashSet<>(kept);
		detached.retainAll(this.initializers);
		kept.removeAll(detached);
		if (!detached.isEmpty()) {
			definition.setDependsOn(kept.toArray(String[]::new));
			this.waiting.put(name, detached);
		}
	}

	private static boolean isInitializer(@Nullable Class<?> type) {
		return type != null && !Collections.disjoint(ClassHierarchy.of(type), INITIALIZERS);
	}

	/**
	 * A bean that waits for initializers is about to be created.
	 */
	private void initializeFor(String beanName) {
		Set<String> waitingFor = this.waiting.remove(beanName);
		if (waitingFor != null && mayBeInMemory()) {
			waitingFor.forEach(this.beanFactory::getBean);
		}
	}

	/**
	 * Where there is one data source, it tells whether there is anything to initialize.
	 * Of several each initializer knows its own.
	 */
	private boolean mayBeInMemory() {
		String[] names = this.beanFactory.getBeanNamesForType(DataSource.class, true, false);
		return names.length != 1 || ReachedDatabases.isInMemory(this.beanFactory.getBean(names[0], DataSource.class));
	}

	private boolean isSkipped(Object bean, String beanName) {
		if (!this.initializers.contains(beanName) && !isInitializer(bean.getClass())) {
			return false;
		}
		if (!Collections.disjoint(ClassHierarchy.of(bean.getClass()), JPA_FACTORIES)) {
			return false;
		}
		boolean skipped = !ReachedDatabases.areInMemory(bean);
		if (skipped) {
			logger.debug("The database initializer '" + beanName + "' is left to the daemon");
		}
		return skipped;
	}

	BeanPostProcessor skip() {
		return new Skip();
	}

	BeanPostProcessor resume() {
		return new Resume();
	}

	/**
	 * Stands in for an initializer while its methods of initialization would be called.
	 *
	 * @param initializer the initializer
	 */
	private record NotInitialized(Object initializer) {
	}

	/**
	 * Comes after every other post-processor.
	 */
	private final class Skip implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			SchemaGeneration.suppress(bean, beanName);
			return isSkipped(bean, beanName) ? new NotInitialized(bean) : bean;
		}

	}

	/**
	 * Comes before every other post-processor.
	 */
	private final class Resume implements InstantiationAwareBeanPostProcessor, MergedBeanDefinitionPostProcessor {

		@Override
		public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
			initializeFor(beanName);
			return null;
		}

		@Override
		public void postProcessMergedBeanDefinition(RootBeanDefinition beanDefinition, Class<?> beanType,
				String beanName) {
			if (DatabaseInitialization.this.initializers.contains(beanName)) {
				// What stands in has none of these methods
				beanDefinition.setEnforceInitMethod(false);
			}
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof NotInitialized stand) ? stand.initializer() : bean;
		}

	}

}
