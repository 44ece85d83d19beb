package dev.daemonspring.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link WorkerProcessRunListener}.
 */
class WorkerProcessRunListenerTests {

	private static final List<String> heard = new ArrayList<>();

	private final SpringApplication application = new SpringApplication(Application.class);

	@BeforeEach
	void forget() {
		heard.clear();
	}

	@AfterEach
	void uninstall() {
		WorkerProcessRunListener.uninstall();
	}

	@Test
	void hearsTheWholeLifeOfAnApplicationThatHasAHookOfItsOwn() {
		List<SpringApplication> applications = new ArrayList<>();
		WorkerProcessRunListener.install((application) -> {
			applications.add(application);
			return new Recorder();
		});
		SpringApplication.from(Application::main).run().getApplicationContext().close();
		assertThat(applications).hasSize(1);
		assertThat(applications.get(0).getAllSources()).containsExactly(Application.class);
		assertThat(heard).containsExactly("starting", "environmentPrepared", "contextPrepared",
				"listener of the application", "contextLoaded", "started", "ready");
	}

	@Test
	void hearsOfAFailureThatCameBeforeThereWasAContext() {
		WorkerProcessRunListener.install((application) -> new Recorder());
		new WorkerProcessRunListener(this.application).failed(null, new IllegalStateException("boom"));
		assertThat(heard).containsExactly("failed boom");
	}

	@Test
	void hearsNothingWhereNobodyHasInstalledIt() {
		WorkerProcessRunListener listener = new WorkerProcessRunListener(this.application);
		assertThatCode(() -> listener.failed(null, new IllegalStateException("boom"))).doesNotThrowAnyException();
		assertThat(heard).isEmpty();
	}

	@Test
	void hearsNothingOfAnotherThread() throws Exception {
		WorkerProcessRunListener.install((application) -> new Recorder());
		Thread other = new Thread(
				() -> new WorkerProcessRunListener(this.application).failed(null, new IllegalStateException("boom")));
		other.start();
		other.join();
		assertThat(heard).isEmpty();
	}

	@Test
	void hearsNothingOnceItIsUninstalled() {
		WorkerProcessRunListener.install((application) -> new Recorder());
		WorkerProcessRunListener.uninstall();
		new WorkerProcessRunListener(this.application).failed(null, new IllegalStateException("boom"));
		assertThat(heard).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.setRegisterShutdownHook(false);
			application.addListeners(new PreparedListener());
			application.run(args);
		}

	}

	static class PreparedListener implements ApplicationListener<ApplicationPreparedEvent> {

		@Override
		public void onApplicationEvent(ApplicationPreparedEvent event) {
			heard.add("listener of the application");
		}

	}

	static class Recorder implements SpringApplicationRunListener {

		@Override
		public void starting(ConfigurableBootstrapContext bootstrapContext) {
			heard.add("starting");
		}

		@Override
		public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
				ConfigurableEnvironment environment) {
			heard.add("environmentPrepared");
		}

		@Override
		public void contextPrepared(ConfigurableApplicationContext context) {
			heard.add("contextPrepared");
		}

		@Override
		public void contextLoaded(ConfigurableApplicationContext context) {
			heard.add("contextLoaded");
		}

		@Override
		public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
			heard.add("started");
		}

		@Override
		public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
			heard.add("ready");
		}

		@Override
		public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
			heard.add("failed " + exception.getMessage());
		}

	}

}
