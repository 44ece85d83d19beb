package dev.daemonspring.child;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerLogging}.
 */
class WorkerLoggingTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@CsvSource({ "app.log, app-copy.log", "/var/log/app.log, /var/log/app-copy.log", "logs.d/app, logs.d/app-copy",
			"logs/.app, logs/.app-copy", "app.2.log, app.2-copy.log" })
	void fileIsOneOfTheWorkersOwn(String configured, String own) {
		prepare(Map.of("logging.file.name", configured));
		assertThat(this.environment.getProperty("logging.file.name")).isEqualTo(own);
	}

	@Test
	void pathHoldsAFileOfTheWorkersOwn() {
		prepare(Map.of("logging.file.path", "logs"));
		assertThat(this.environment.getProperty("logging.file.name")).isEqualTo("logs/spring-copy.log");
	}

	@Test
	void structuredLogHasTheWorkerAsAField() {
		prepare(Map.of("logging.structured.format.console", "ecs"));
		assertThat(this.environment.getProperty("logging.structured.json.customizer"))
			.isEqualTo(WorkerNameCustomizer.class.getName());
	}

	@Test
	void structuredLogKeepsWhatTheApplicationCustomizes() {
		prepare(Map.of("logging.structured.format.console", "ecs", "logging.structured.json.customizer[0]",
				"com.example.Own"));
		assertThat(this.environment.getProperty("logging.structured.json.customizer"))
			.isEqualTo("com.example.Own," + WorkerNameCustomizer.class.getName());
	}

	@Test
	void plainConsoleLogIsLeftAlone() {
		prepare(Map.of());
		assertThat(this.environment.containsProperty("logging.file.name")).isFalse();
		assertThat(this.environment.containsProperty("logging.structured.json.customizer")).isFalse();
	}

	private void prepare(Map<String, Object> properties) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		new WorkerLogging("copy", new ProcessOutput(), new LogFiles())
			.onApplicationEvent(new ApplicationEnvironmentPreparedEvent(new DefaultBootstrapContext(),
					new SpringApplication(), new String[0], this.environment));
	}

}
