package org.example.counting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * An application whose replicas share three workers. Each notes when it works, and where
 * the store has tokens the third writes under one.
 */
@SpringBootApplication
public class CountingApplication {

	private static final Duration LOOPTIME = Duration.ofMillis(50);

	private final Path directory;

	private final String replica;

	CountingApplication(@Value("${counting.directory:${java.io.tmpdir}}") Path directory,
			@Value("${counting.replica:${HOSTNAME:replica}}") String replica) {
		this.directory = directory;
		this.replica = replica;
	}

	public static void main(String[] args) {
		SpringApplication.run(CountingApplication.class, args);
	}

	@Bean
	WorkerRegistration first() {
		return registration("first", () -> counter("first"));
	}

	@Bean
	WorkerRegistration second() {
		return registration("second", () -> counter("second"));
	}

	private Counter counter(String name) {
		return new Counter(this.directory, name, this.replica);
	}

	private static WorkerRegistration registration(String name, Supplier<WorkerLoop> worker) {
		return WorkerRegistration.of(name, worker).looptime(LOOPTIME).forever(true).cluster(true);
	}

	/**
	 * Leases in a database, and an account that refuses old tokens.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "counting.store", havingValue = "jdbc", matchIfMissing = true)
	static class InDatabase {

		@Bean
		LockProvider lockProvider(DataSource dataSource) {
			return new JdbcTemplateLockProvider(dataSource);
		}

		@Bean
		WorkerRegistration third(CountingApplication application, JdbcTemplate jdbc,
				ObjectProvider<WorkerContext> context) {
			return registration("third",
					() -> new Teller(application.counter("third"), new Account(jdbc, "third"), context.getObject()));
		}

	}

	/**
	 * Leases in Redis.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "counting.store", havingValue = "redis")
	static class InRedis {

		@Bean
		LockProvider lockProvider(RedisConnectionFactory connections) {
			return new RedisLockProvider.Builder(connections).safeUpdate(true).build();
		}

		@Bean
		WorkerRegistration third(CountingApplication application) {
			return registration("third", () -> application.counter("third"));
		}

	}

	/**
	 * Leases in Kubernetes, through an API server whose certificate nobody knows.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "counting.store", havingValue = "kubernetes")
	static class InKubernetes {

		@Bean
		KubernetesClient kubernetesClient(@Value("${counting.kubernetes.url}") String url,
				@Value("${counting.kubernetes.token}") String token) {
			Config config = new ConfigBuilder().withMasterUrl(url)
				.withOauthToken(token)
				.withTrustCerts(true)
				.withDisableHostnameVerification(true)
				.build();
			return new KubernetesClientBuilder().withConfig(config).build();
		}

		@Bean
		WorkerRegistration third(CountingApplication application) {
			return registration("third", () -> application.counter("third"));
		}

	}

}
