package dev.daemonspring.processes;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A worker that needs a database file that the daemon has locked says that it is locked.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LockedDatabaseTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	@TempDir
	private Path directory;

	@Test
	void lastErrorNamesTheRealCause() throws SQLException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--daemon.isolation=process", "--daemon.standby=0",
					"--spring.datasource.url=jdbc:h2:file:" + this.directory.resolve("stock"),
					"--daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1", "--daemon.defaults.restart.initial-delay=1h",
					"--daemon.defaults.restart.max-delay=1h");
				Connection lock = context.getBean(DataSource.class).getConnection()) {
			assertThat(lock.isValid(1)).isTrue();
			Workers workers = context.getBean(Workers.class);
			for (String worker : new String[] { "connecting", "injected" }) {
				await().atMost(PATIENCE).until(() -> workers.info(worker).lastError() != null);
				await().atMost(PATIENCE)
					.untilAsserted(() -> assertThat(workers.info(worker).lastError()).as(worker)
						.contains("The file is locked")
						.contains("stock.mv.db"));
			}
		}
	}

	/**
	 * The application under test.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DataSourceAutoConfiguration.class,
			DaemonAutoConfiguration.class })
	static class Application {

		@Bean
		@Worker(name = "connecting", forever = true)
		WorkerLoop connecting(DataSource dataSource) {
			return () -> dataSource.getConnection().close();
		}

		@Bean
		@Worker(name = "injected", forever = true)
		WorkerLoop injected(Stock stock) {
			return stock::hashCode;
		}

		@Bean
		Stock stock(DataSource dataSource) throws SQLException {
			try (Connection connection = dataSource.getConnection()) {
				return new Stock(connection.getCatalog());
			}
		}

	}

	record Stock(String name) {
	}

}
