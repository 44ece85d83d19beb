package dev.daemonspring.child.context;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.init.DataSourceInitializer;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import dev.daemonspring.child.context.jpa.Account;
import dev.daemonspring.child.context.jpa.Accounts;
import dev.daemonspring.child.context.jpa.JpaApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseInitialization}: what would happen to a row of the daemon's
 * when a worker process uses its database.
 */
class DatabaseInitializationTests {

	private static final long DAEMONS = 7;

	private final ReducedApplication application = new ReducedApplication();

	@TempDir
	Path temp;

	private String url;

	@BeforeEach
	void daemonHasInitializedItsDatabase() throws SQLException {
		this.url = "jdbc:h2:file:" + this.temp.resolve("daemon") + ";DB_CLOSE_DELAY=0";
		try (Connection connection = DriverManager.getConnection(this.url, "sa", "");
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE account (id BIGINT PRIMARY KEY)");
			statement.execute("INSERT INTO account VALUES (" + DAEMONS + ")");
		}
	}

	@AfterEach
	void close() {
		this.application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.jpa.hibernate.ddl-auto=create", "spring.jpa.hibernate.ddl-auto=create-drop",
			"spring.jpa.properties.hibernate.hbm2ddl.auto=create",
			"spring.jpa.properties.jakarta.persistence.schema-generation.database.action=drop-and-create",
			"spring.jpa.properties.javax.persistence.schema-generation.database.action=drop-and-create" })
	void tablesWhenHibernateWouldCreateThemAreKept(String property) throws SQLException {
		boot(JpaApplication.class, "spring.datasource.url=" + this.url, property);
		assertThatWorkerReadsRowOfDaemon();
	}

	@Test
	void tablesWhenCustomizerAsksForTheirCreationAreKept() throws SQLException {
		boot(CreatingByCustomizer.class, "spring.datasource.url=" + this.url);
		assertThatWorkerReadsRowOfDaemon();
	}

	@Test
	void tablesWhenConnectionDetailsAreABeanAreKept() throws SQLException {
		boot(WithConnectionDetails.class, "daemons.url=" + this.url, "spring.jpa.hibernate.ddl-auto=create");
		assertThatWorkerReadsRowOfDaemon();
	}

	@Test
	void tablesWhenDataSourceTellsNoUrlAreKept() throws SQLException {
		boot(WithSilentDataSource.class, "daemons.url=" + this.url, "spring.jpa.hibernate.ddl-auto=create");
		assertThatWorkerReadsRowOfDaemon();
	}

	@Test
	void scriptsWhenDatabaseIsInAFileAreNotRun() throws SQLException {
		boot(JpaApplication.class, "spring.datasource.url=" + this.url, "spring.sql.init.mode=always",
				"spring.sql.init.schema-locations=classpath:db/dropping/V1__drop.sql",
				"spring.jpa.defer-datasource-initialization=true");
		assertThatWorkerReadsRowOfDaemon();
	}

	@Test
	void migrationsWhenDatabaseIsInAFileAreNotRun() throws SQLException {
		ReducedApplicationContext context = boot(JpaApplication.class, "spring.datasource.url=" + this.url,
				"spring.flyway.enabled=true", "spring.flyway.locations=classpath:db/dropping",
				"spring.flyway.baseline-on-migrate=true", "spring.flyway.baseline-version=0",
				"spring.liquibase.enabled=true", "spring.liquibase.change-log=classpath:db/dropping/changelog.sql");
		assertThatWorkerReadsRowOfDaemon();
		assertThat(context.getBeanFactory().containsSingleton("flyway")).isFalse();
		assertThat(context.getBeanFactory().containsSingleton("liquibase")).isFalse();
	}

	@Test
	void initializersWhenWorkerDependsOnThemAreNotRun() throws SQLException {
		ReducedApplicationContext context = boot(WithInitializers.class, "spring.datasource.url=" + this.url,
				"spring.liquibase.enabled=true", "spring.liquibase.change-log=classpath:db/dropping/changelog.sql");
		context.getBean("migratedByInitMethod", Flyway.class);
		context.getBean("liquibase");
		context.getBean(DataSourceInitializer.class);
		assertThatWorkerReadsRowOfDaemon();
	}

	@Test
	void migrationsWhenWorkerDependsOnTheirInitializerAreNotRun() throws SQLException {
		ReducedApplicationContext context = boot(JpaApplication.class, "spring.datasource.url=" + this.url,
				"spring.flyway.enabled=true", "spring.flyway.locations=classpath:db/dropping",
				"spring.flyway.baseline-on-migrate=true", "spring.flyway.baseline-version=0");
		context.getBean("flywayInitializer");
		assertThatWorkerReadsRowOfDaemon();
	}

	@Test
	void migrationsWhenOneOfTwoDatabasesIsInMemoryAreRunThereOnly() throws SQLException {
		ReducedApplicationContext context = boot(WithTwoDataSources.class, "daemons.url=" + this.url,
				"spring.flyway.enabled=true", "spring.flyway.locations=classpath:db/dropping",
				"spring.flyway.baseline-on-migrate=true", "spring.flyway.baseline-version=0",
				"spring.jpa.hibernate.ddl-auto=create");
		assertThat(context.getBean(Accounts.class).findAll()).isEmpty();
		assertThat(idsIn(context.getBean("daemons", DataSource.class))).containsExactly(DAEMONS);
	}

	@Test
	void tablesWhenUrlIsMissingAreCreatedInTheProcesssOwnDatabase() {
		assertThatWorkerHasDatabaseOfItsOwn(boot(JpaApplication.class));
	}

	@Test
	void tablesWhenDatabaseIsInMemoryAreMigratedInTheProcesssOwnDatabase() {
		assertThatWorkerHasDatabaseOfItsOwn(boot(JpaApplication.class, "spring.datasource.url=jdbc:h2:mem:migrated",
				"spring.flyway.enabled=true", "spring.flyway.locations=classpath:db/dropping"));
	}

	@Test
	void templateWhenDatabaseIsInMemoryHasTheTablesOfTheScripts() {
		ReducedApplicationContext context = boot(JpaApplication.class,
				"spring.datasource.url=jdbc:h2:mem:scripts;DB_CLOSE_DELAY=-1", "spring.jpa.hibernate.ddl-auto=none",
				"spring.sql.init.schema-locations=classpath:db/dropping/V1__drop.sql");
		assertThat(context.getBean(JdbcTemplate.class).queryForList("SELECT id FROM account")).isEmpty();
	}

	@Test
	void tablesWhenEmbeddedDatabaseIsTheUsersAreCreatedInTheProcesssOwnDatabase() {
		assertThatWorkerHasDatabaseOfItsOwn(
				boot(WithEmbeddedDatabase.class, "spring.jpa.hibernate.ddl-auto=create-drop"));
	}

	private ReducedApplicationContext boot(Class<?> source, String... properties) {
		List<String> all = new ArrayList<>(Arrays.asList(properties));
		all.add("spring.datasource.username=sa");
		return this.application.boot(source, all.toArray(String[]::new));
	}

	private void assertThatWorkerReadsRowOfDaemon() throws SQLException {
		ReducedApplicationContext context = this.application.context();
		assertThat(context.getBean(JdbcTemplate.class).queryForList("SELECT id FROM account", Long.class))
			.containsExactly(DAEMONS);
		assertThat(context.getBean(Accounts.class).findAll()).extracting(Account::getId).containsExactly(DAEMONS);
		context.close();
		JdbcDataSource daemons = new JdbcDataSource();
		daemons.setURL(this.url);
		daemons.setUser("sa");
		assertThat(idsIn(daemons)).containsExactly(DAEMONS);
	}

	private void assertThatWorkerHasDatabaseOfItsOwn(ReducedApplicationContext context) {
		Accounts accounts = context.getBean(Accounts.class);
		assertThat(accounts.findAll()).isEmpty();
		accounts.save(new Account(1));
		assertThat(accounts.count()).isOne();
	}

	private static List<Long> idsIn(DataSource dataSource) throws SQLException {
		List<Long> ids = new ArrayList<>();
		try (Connection connection = dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet results = statement.executeQuery("SELECT id FROM account")) {
			while (results.next()) {
				ids.add(results.getLong(1));
			}
		}
		return ids;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(JpaApplication.class)
	static class CreatingByCustomizer {

		@Bean
		HibernatePropertiesCustomizer creates() {
			return (properties) -> properties.put("hibernate.hbm2ddl.auto", "create");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(JpaApplication.class)
	static class WithConnectionDetails {

		@Bean
		JdbcConnectionDetails connectionDetails(Environment environment) {
			return new JdbcConnectionDetails() {

				@Override
				public String getUsername() {
					return "sa";
				}

				@Override
				public String getPassword() {
					return "";
				}

				@Override
				public String getJdbcUrl() {
					return environment.getRequiredProperty("daemons.url");
				}

			};
		}

	}

	/**
	 * As one from JNDI may be.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(JpaApplication.class)
	static class WithSilentDataSource {

		@Bean
		DataSource dataSource(Environment environment) {
			return new SilentDataSource(environment.getRequiredProperty("daemons.url"));
		}

	}

	static class SilentDataSource extends AbstractDataSource {

		private final String address;

		SilentDataSource(String address) {
			this.address = address;
		}

		@Override
		public Connection getConnection() throws SQLException {
			return getConnection("sa", "");
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return DriverManager.getConnection(this.address, username, password);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(JpaApplication.class)
	static class WithInitializers {

		@Bean(initMethod = "migrate")
		Flyway migratedByInitMethod(DataSource dataSource) {
			return Flyway.configure()
				.dataSource(dataSource)
				.locations("classpath:db/dropping")
				.baselineOnMigrate(true)
				.baselineVersion("0")
				.load();
		}

		@Bean
		DataSourceInitializer dataSourceInitializer(DataSource dataSource) {
			DataSourceInitializer initializer = new DataSourceInitializer();
			initializer.setDataSource(dataSource);
			initializer
				.setDatabasePopulator(new ResourceDatabasePopulator(new ClassPathResource("db/dropping/V1__drop.sql")));
			return initializer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(JpaApplication.class)
	static class WithTwoDataSources {

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@FlywayDataSource
		@Bean(defaultCandidate = false)
		DataSource daemons(Environment environment) {
			return new SilentDataSource(environment.getRequiredProperty("daemons.url"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(JpaApplication.class)
	static class WithEmbeddedDatabase {

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

	}

}
