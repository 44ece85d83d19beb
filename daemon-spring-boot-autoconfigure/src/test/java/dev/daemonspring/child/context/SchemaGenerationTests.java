package dev.daemonspring.child.context;

import java.util.Map;
import java.util.Properties;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.hibernate.LocalSessionFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link SchemaGeneration}: with what properties a JPA provider would be
 * started. None is, and no database is opened.
 */
class SchemaGenerationTests {

	private static final DataSource MEMORY = dataSource("jdbc:h2:mem:generated");

	private static final DataSource FILE = dataSource("jdbc:h2:file:./never-opened");

	private static final Map<String, String> CREATING = Map.of("hibernate.hbm2ddl.auto", "create",
			"jakarta.persistence.schema-generation.database.action", "drop-and-create",
			"jakarta.persistence.schema-generation.scripts.action", "create",
			"javax.persistence.schema-generation.database.action", "drop-and-create",
			"javax.persistence.schema-generation.scripts.action", "create", "eclipselink.ddl-generation",
			"create-tables", "hibernate.show_sql", "true");

	@Test
	void tablesOfADatabaseThatIsNotTheProcesssOwnAreLeftAlone() {
		assertThat(entityManagerProperties(FILE)).hasSameSizeAs(CREATING)
			.containsEntry("hibernate.show_sql", "true")
			.allSatisfy(
					(name, value) -> assertThat(value).isEqualTo(name.equals("hibernate.show_sql") ? "true" : "none"));
		assertThat(sessionProperties(FILE)).hasSameSizeAs(CREATING)
			.contains(entry("hibernate.show_sql", "true"), entry("hibernate.hbm2ddl.auto", "none"),
					entry("jakarta.persistence.schema-generation.database.action", "none"));
	}

	@Test
	void tablesOfADatabaseInMemoryAreCreated() {
		assertThat(entityManagerProperties(MEMORY)).isEqualTo(CREATING);
		assertThat(sessionProperties(MEMORY)).isEqualTo(CREATING);
	}

	@Test
	void tablesOfAnUnknownDatabaseAreLeftAlone() {
		assertThat(entityManagerProperties(null)).containsEntry("hibernate.hbm2ddl.auto", "none");
		assertThat(sessionProperties(null)).contains(entry("hibernate.hbm2ddl.auto", "none"));
	}

	@Test
	void beanOfAnotherKindIsNotTouched() {
		Properties properties = new Properties();
		SchemaGeneration.suppress(properties, "properties");
		SchemaGeneration.suppress(FILE, "dataSource");
		assertThat(properties).isEmpty();
	}

	private static Map<String, Object> entityManagerProperties(@Nullable DataSource dataSource) {
		LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
		if (dataSource != null) {
			factory.setDataSource(dataSource);
		}
		factory.setJpaPropertyMap(CREATING);
		SchemaGeneration.suppress(factory, "entityManagerFactory");
		return factory.getJpaPropertyMap();
	}

	private static Map<Object, Object> sessionProperties(@Nullable DataSource dataSource) {
		LocalSessionFactoryBean factory = new LocalSessionFactoryBean();
		if (dataSource != null) {
			factory.setDataSource(dataSource);
		}
		factory.getHibernateProperties().putAll(CREATING);
		SchemaGeneration.suppress(factory, "sessionFactory");
		return factory.getHibernateProperties();
	}

	private static DataSource dataSource(String url) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL(url);
		return dataSource;
	}

}
