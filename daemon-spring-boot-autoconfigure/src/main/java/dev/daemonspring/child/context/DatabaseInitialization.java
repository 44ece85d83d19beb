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
 * Suppresses Flyway, Liquibase and SQL scripts, which Boot runs before anything uses the
 * database. The daemon has already run them when a worker process starts; there they
 * would at best cost time, and at worst drop tables that are in use. An in-memory
 * database, however, belongs to a single process and has to be initialized in each:
 * whether a data source is one is decided when something is about to use it.
 * <p>
 * Bean definitions no longer depend on initializers, because that would create them for
 * nothing; the dependencies are kept here instead. If an initializer is created
 * nevertheless, its initialization is skipped. Every bean post-processor must have seen
 * the initializer before that is decided, and sees it again afterwards: {@link #skip()}
 * has to be the last post-processor and {@link #resume()} the first.
 */
final class DatabaseInitialization {

	private static final Log logger = LogFactory.getLog(DatabaseInitialization.class);

	/**
	 * The attribute by which Boot marks the bean definitions of initializers.
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
	 * Remove the dependencies of bean definitions on initializers, except those of
	 * initializers on each other.
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
	 * A bean that depends on initializers is about to be created.
	 */
	private void initializeFor(String beanName) {
		Set<String> waitingFor = this.waiting.remove(beanName);
		if (waitingFor != null && mayBeInMemory()) {
			waitingFor.forEach(this.beanFactory::getBean);
		}
	}

	/**
	 * A single data source determines whether there is anything to initialize. If there
	 * are several, each initializer decides by its own.
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
	 * Replaces an initializer while its initialization methods would be called.
	 *
	 * @param initializer the initializer
	 */
	private record NotInitialized(Object initializer) {
	}

	/**
	 * The last post-processor.
	 */
	private final class Skip implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			SchemaGeneration.suppress(bean, beanName);
			return isSkipped(bean, beanName) ? new NotInitialized(bean) : bean;
		}

	}

	/**
	 * The first post-processor.
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
				// The replacement has none of these methods
				beanDefinition.setEnforceInitMethod(false);
			}
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof NotInitialized stand) ? stand.initializer() : bean;
		}

	}

}
