package org.example.counting;

import java.nio.file.Path;
import java.time.Duration;

import javax.sql.DataSource;

import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.worker.WorkerRegistration;

/**
 * An application whose replicas share three workers. Each notes when it works.
 */
@SpringBootApplication
public class CountingApplication {

	private static final Duration LOOPTIME = Duration.ofMillis(50);

	public static void main(String[] args) {
		SpringApplication.run(CountingApplication.class, args);
	}

	@Bean
	LockProvider lockProvider(DataSource dataSource) {
		return new JdbcTemplateLockProvider(dataSource);
	}

	@Bean
	WorkerRegistration first(@Value("${counting.directory}") Path directory) {
		return counter("first", directory);
	}

	@Bean
	WorkerRegistration second(@Value("${counting.directory}") Path directory) {
		return counter("second", directory);
	}

	@Bean
	WorkerRegistration third(@Value("${counting.directory}") Path directory) {
		return counter("third", directory);
	}

	private static WorkerRegistration counter(String name, Path directory) {
		return WorkerRegistration.of(name, () -> new Counter(directory, name))
			.looptime(LOOPTIME)
			.forever(true)
			.cluster(true);
	}

}
