package dev.daemonspring.child.context;

import java.util.Map;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InMemoryDatabase}.
 */
class InMemoryDatabaseTests {

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:mem:test", "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1", "jdbc:hsqldb:mem:test",
			"jdbc:derby:memory:test;create=true" })
	void urlOfDatabaseInMemoryIsTold(String url) {
		assertThat(InMemoryDatabase.isUrlOf(url)).isTrue();
		assertThat(InMemoryDatabase.isBehind(new DriverManagerDataSource(url))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:h2:file:/tmp/test", "jdbc:h2:~/test", "jdbc:h2:tcp://localhost/mem:test",
			"jdbc:hsqldb:hsql://localhost/mem", "jdbc:hsqldb:file:/tmp/mem", "jdbc:derby:/tmp/test",
			"jdbc:derby://localhost/memory:test", "jdbc:postgresql://localhost/mem:test", "jdbc:unknown:mem:test",
			"mem:", "" })
	void urlOfEveryOtherDatabaseIsNot(String url) {
		assertThat(InMemoryDatabase.isUrlOf(url)).isFalse();
	}

	@Test
	void dataSourceWhenWrappedTellsTheUrlOfItsTarget() {
		assertThat(InMemoryDatabase.isBehind(new DelegatingDataSource(dataSource("jdbc:h2:mem:wrapped")))).isTrue();
		assertThat(InMemoryDatabase
			.isBehind(new LazyConnectionDataSourceProxy(dataSource("jdbc:postgresql://nowhere.invalid/wrapped"))))
			.isFalse();
	}

	@Test
	void dataSourceWhenItTellsNoUrlIsAskedByConnection() {
		assertThat(InMemoryDatabase.isBehind(new DatabaseInitializationTests.SilentDataSource("jdbc:h2:mem:silent")))
			.isTrue();
	}

	@Test
	void dataSourceWhenItCanNotConnectIsNotInMemory() {
		assertThat(InMemoryDatabase.isBehind(new DatabaseInitializationTests.SilentDataSource("jdbc:nothing:mem:x")))
			.isFalse();
	}

	@Test
	void dataSourceWhenRoutingIsInMemoryIfAllItsTargetsAre() {
		DataSource memory = dataSource("jdbc:h2:mem:routed");
		DataSource file = dataSource("jdbc:h2:file:./never-opened");
		assertThat(InMemoryDatabase.isBehind(routing(memory, memory))).isTrue();
		assertThat(InMemoryDatabase.isBehind(routing(memory, file))).isFalse();
	}

	private static DataSource dataSource(String url) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL(url);
		return dataSource;
	}

	private static DataSource routing(DataSource fallback, DataSource other) {
		AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				return "none";
			}

		};
		routing.setDefaultTargetDataSource(fallback);
		routing.setTargetDataSources(Map.of("other", other));
		routing.afterPropertiesSet();
		return routing;
	}

}
