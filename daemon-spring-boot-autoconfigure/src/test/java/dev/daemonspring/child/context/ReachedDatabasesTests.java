package dev.daemonspring.child.context;

import java.util.Properties;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReachedDatabases}. No database is opened.
 */
class ReachedDatabasesTests {

	private static final DataSource MEMORY = dataSource("jdbc:h2:mem:reached");

	private static final DataSource OTHER_MEMORY = dataSource("jdbc:h2:mem:other");

	private static final DataSource FILE = dataSource("jdbc:h2:file:./never-opened");

	@Test
	void databaseInMemoryIsToldFromAnother() {
		assertThat(ReachedDatabases.isInMemory(MEMORY)).isTrue();
		assertThat(ReachedDatabases.isInMemory(FILE)).isFalse();
	}

	@Test
	void beanIsInMemoryWhenAllThatItReachesIs() {
		assertThat(ReachedDatabases.areInMemory(new Initializer(MEMORY))).isTrue();
		assertThat(ReachedDatabases.areInMemory(new Initializer(FILE))).isFalse();
		assertThat(ReachedDatabases.areInMemory(new CopyingInitializer(MEMORY, OTHER_MEMORY))).isTrue();
		assertThat(ReachedDatabases.areInMemory(new CopyingInitializer(MEMORY, FILE))).isFalse();
		assertThat(ReachedDatabases.areInMemory(new CopyingInitializer(FILE, MEMORY))).isFalse();
		assertThat(ReachedDatabases.areInMemory(new CopyingInitializer(MEMORY, null))).isTrue();
	}

	@Test
	void beanWhenItReachesNothingIsNotInMemoryForSure() {
		assertThat(ReachedDatabases.areInMemory(new Initializer(null))).isFalse();
		assertThat(ReachedDatabases.areInMemory("bean")).isFalse();
	}

	@Test
	void beanWhoseClassKeepsFieldsToItselfIsJudgedByTheOthers() {
		assertThat(ReachedDatabases.areInMemory(new ConfiguredInitializer(MEMORY))).isTrue();
		assertThat(ReachedDatabases.areInMemory(new ConfiguredInitializer(FILE))).isFalse();
	}

	@Test
	void flywayReachesTheDatabaseOfItsConfiguration() {
		assertThat(ReachedDatabases.areInMemory(flyway(MEMORY))).isTrue();
		assertThat(ReachedDatabases.areInMemory(flyway(FILE))).isFalse();
		assertThat(ReachedDatabases.areInMemory(Flyway.configure().load())).isFalse();
	}

	@Test
	void beanReachesTheDatabaseOfItsFlyway() {
		assertThat(ReachedDatabases.areInMemory(new Migration(flyway(MEMORY), MEMORY))).isTrue();
		assertThat(ReachedDatabases.areInMemory(new Migration(flyway(FILE), MEMORY))).isFalse();
	}

	private static Flyway flyway(DataSource dataSource) {
		return Flyway.configure().dataSource(dataSource).load();
	}

	private static DataSource dataSource(String url) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL(url);
		return dataSource;
	}

	private static class Initializer {

		final @Nullable Object dataSource;

		final int attempts = 3;

		Initializer(@Nullable DataSource dataSource) {
			this.dataSource = dataSource;
		}

	}

	private static final class CopyingInitializer extends Initializer {

		final @Nullable DataSource target;

		CopyingInitializer(@Nullable DataSource source, @Nullable DataSource target) {
			super(source);
			this.target = target;
		}

	}

	private static final class ConfiguredInitializer extends Properties {

		final transient DataSource dataSource;

		ConfiguredInitializer(DataSource dataSource) {
			this.dataSource = dataSource;
		}

	}

	private record Migration(Flyway flyway, DataSource dataSource) {

	}

}
