package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PidFileInitializer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PidFileInitializerTests {

	private static final AtomicInteger beans = new AtomicInteger();

	private @TempDir Path directory;

	private Path file;

	@BeforeEach
	void reset() {
		beans.set(0);
		this.file = this.directory.resolve("app.pid");
	}

	@Test
	void secondDaemonIsRefusedBeforeItsBeansAreCreated(CapturedOutput output) throws IOException {
		PidFile first = PidFile.lock(this.file);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> run(Application.class));
		assertThat(beans).hasValue(0);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Another daemon, process %d, holds the pid file '%s'.".formatted(ProcessHandle.current().pid(),
					this.file))
			.doesNotContain("\tat ");
		assertThat(this.file).hasContent(Long.toString(ProcessHandle.current().pid()));
		first.destroy();
		run(Application.class).close();
		assertThat(beans).hasValue(1);
	}

	@Test
	void fileIsHeldWhileTheApplicationRunsAndGivenBackLast() throws IOException {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			assertThat(context.getBeansOfType(PidFile.class)).hasSize(1);
			assertHeld();
			context.getBean(LastBreath.class).action = this::assertHeld;
		}
		assertGivenBack();
	}

	@Test
	void fileIsGivenBackWhenABeanCannotBeCreated() throws IOException {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> run(Broken.class))
			.withStackTraceContaining("broken as asked");
		assertGivenBack();
	}

	@Test
	void fileIsLeftAloneWhenTheApplicationFailsBeforeItsBeansAreKnown() {
		ApplicationListener<ApplicationPreparedEvent> failing = (event) -> {
			throw new IllegalStateException("failed as asked");
		};
		assertThatIllegalStateException()
			.isThrownBy(() -> application(Application.class).listeners(failing).run(arguments()))
			.withMessage("failed as asked");
		assertThat(beans).hasValue(0);
		assertThat(this.file).doesNotExist();
	}

	@Test
	void fileIsTakenBeforeTheBeansOfALazyApplication() throws IOException {
		try (ConfigurableApplicationContext context = application(Application.class)
			.properties("spring.main.lazy-initialization=true")
			.run(arguments())) {
			assertThat(beans).hasValue(0);
			assertHeld();
			assertThat(context.isActive()).isTrue();
		}
		assertGivenBack();
	}

	@Test
	void applicationWithoutTheAutoConfigurationLeavesTheFileAlone() {
		run(Plain.class).close();
		assertThat(this.file).doesNotExist();
	}

	@Test
	void applicationThatExcludesTheAutoConfigurationLeavesTheFileToAnotherDaemon() throws IOException {
		PidFile daemon = PidFile.lock(this.file);
		application(Application.class)
			.properties("spring.autoconfigure.exclude=" + DaemonAutoConfiguration.class.getName())
			.run(arguments())
			.close();
		assertHeld();
		daemon.destroy();
	}

	@Test
	void applicationWithoutWorkersLeavesTheFileToAnotherDaemon() throws IOException {
		PidFile daemon = PidFile.lock(this.file);
		application(Application.class).properties("daemon.enabled=false").run(arguments()).close();
		assertHeld();
		daemon.destroy();
	}

	@Test
	void contextsThatTestsKeepDoWithoutTheFile() {
		ApplicationContextInitializer<ConfigurableApplicationContext> test = (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("Inlined Test Properties", Map.of()));
		try (ConfigurableApplicationContext one = application(Application.class).initializers(test).run(arguments());
				ConfigurableApplicationContext other = application(Application.class).initializers(test)
					.run(arguments())) {
			assertThat(one.isActive()).isTrue();
			assertThat(other.isActive()).isTrue();
			assertThat(this.file).doesNotExist();
		}
	}

	@Test
	void contextThatNoSpringApplicationMakesTakesTheFile() throws IOException {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("daemon.pidfile=" + this.file)
			.run((context) -> assertHeld());
		assertGivenBack();
	}

	@Test
	void oneFileServesAHierarchyOfContexts() throws IOException {
		try (ConfigurableApplicationContext child = application(Application.class).child(Child.class)
			.web(WebApplicationType.NONE)
			.run(arguments())) {
			assertHeld();
			child.close();
			assertHeld();
			((ConfigurableApplicationContext) child.getParent()).close();
		}
		assertGivenBack();
	}

	@Test
	void workerProcessLeavesTheFileAlone() {
		application(Child.class).run("--daemon.pidfile=" + this.file, "--daemon.process-role=worker").close();
		assertThat(this.file).doesNotExist();
	}

	private ConfigurableApplicationContext run(Class<?> application) {
		return application(application).run(arguments());
	}

	private String[] arguments() {
		return new String[] { "--daemon.pidfile=" + this.file };
	}

	private static SpringApplicationBuilder application(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF);
	}

	private void assertHeld() {
		assertThat(this.file).hasContent(Long.toString(ProcessHandle.current().pid()));
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> PidFile.lock(this.file));
	}

	private void assertGivenBack() throws IOException {
		assertThat(this.file).isEmptyFile();
		PidFile.lock(this.file).destroy();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DaemonAutoConfiguration.class)
	static class Application {

		@Bean(destroyMethod = "run")
		LastBreath lastBreath() {
			beans.incrementAndGet();
			return new LastBreath();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DaemonAutoConfiguration.class)
	static class Child {

	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken extends Application {

		@Bean
		String broken() {
			throw new IllegalStateException("broken as asked");
		}

	}

	static class LastBreath {

		Runnable action = () -> {
		};

		void run() {
			this.action.run();
		}

	}

}
