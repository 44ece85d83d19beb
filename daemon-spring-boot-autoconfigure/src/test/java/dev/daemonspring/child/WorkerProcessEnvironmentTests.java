package dev.daemonspring.child;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerProcessEnvironment}.
 */
class WorkerProcessEnvironmentTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void beansKnowThatTheyAreInAWorkerProcess() {
		prepare(Map.of(), Map.of());
		assertThat(this.environment.getProperty(WorkerProcessEnvironment.ROLE_PROPERTY)).isEqualTo("worker");
	}

	@Test
	void whatBelongsToTheDaemonIsOffWhateverTheApplicationConfigures() {
		prepare(Map.of("spring.main.web-application-type", "servlet", "spring.main.banner-mode", "console",
				"spring.main.keep-alive", "true", "spring.main.register-shutdown-hook", "true", "spring.jmx.enabled",
				"true", "spring.application.admin.enabled", "true", "spring.devtools.restart.enabled", "true",
				"spring.docker.compose.lifecycle-management", "start-and-stop"), Map.of());
		assertThat(this.environment.getProperty("spring.main.web-application-type")).isEqualTo("none");
		assertThat(this.environment.getProperty("spring.main.banner-mode")).isEqualTo("off");
		assertThat(this.environment.getProperty("spring.docker.compose.lifecycle-management")).isEqualTo("none");
		for (String property : List.of("spring.main.keep-alive", "spring.main.register-shutdown-hook",
				"spring.jmx.enabled", "spring.application.admin.enabled", "spring.devtools.restart.enabled")) {
			assertThat(this.environment.getProperty(property, Boolean.class)).as(property).isFalse();
		}
	}

	@Test
	void whatTheDaemonHasInItsMemoryOverridesWhatIsConfigured() {
		prepare(Map.of("copy.target", "configured", "copy.source", "configured"), Map.of("copy.target", "inherited"));
		assertThat(this.environment.getProperty("copy.target")).isEqualTo("inherited");
		assertThat(this.environment.getProperty("copy.source")).isEqualTo("configured");
	}

	@Test
	void whatTheDaemonHasInItsMemoryDoesNotMakeADaemonOfAWorkerProcess() {
		prepare(Map.of(), Map.of(WorkerProcessEnvironment.ROLE_PROPERTY, "daemon", "spring.main.web-application-type",
				"servlet"));
		assertThat(this.environment.getProperty(WorkerProcessEnvironment.ROLE_PROPERTY)).isEqualTo("worker");
		assertThat(this.environment.getProperty("spring.main.web-application-type")).isEqualTo("none");
	}

	@Test
	void comesBeforeConfigurationFilesAreReadAndTheLogIsSetUp() {
		Ordered listener = new WorkerProcessEnvironment(Map.of());
		assertThat(listener.getOrder()).isLessThan(EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER)
			.isLessThan(LoggingApplicationListener.DEFAULT_ORDER);
	}

	private void prepare(Map<String, Object> configured, Map<String, String> inherited) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", configured));
		new WorkerProcessEnvironment(inherited).onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
				new DefaultBootstrapContext(), new SpringApplication(), new String[0], this.environment));
	}

}
