package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.AotDetector;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.context.ConfigurableWebApplicationContext;
import org.springframework.web.context.ConfigurableWebEnvironment;

import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.protocol.BootstrapMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ApplicationBoot}: the application boots the way its user boots it, up
 * to where its context is taken over.
 */
class ApplicationBootTests {

	private static final List<String> calls = new ArrayList<>();

	private static final List<ConfigurableApplicationContext> others = new ArrayList<>();

	private static @Nullable Path pidFile;

	private final List<ConfigurableApplicationContext> loaded = new ArrayList<>();

	private final List<Throwable> failures = new ArrayList<>();

	@BeforeEach
	void prepare(@TempDir Path temp) {
		calls.clear();
		pidFile = temp.resolve("pid");
	}

	@AfterEach
	void restore() {
		this.loaded.forEach(ConfigurableApplicationContext::close);
		others.forEach(ConfigurableApplicationContext::close);
		others.clear();
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
		System.clearProperty("spring.devtools.restart.enabled");
		System.clearProperty(LogFiles.WORKER);
	}

	@Test
	void contextIsTakenOverWithItsBeanDefinitionsAndBeforeItsRefresh() {
		ConfigurableApplicationContext context = boot(null, null);
		assertThat(context).isInstanceOf(ReducedApplicationContext.class);
		assertThat(context.isActive()).isFalse();
		assertThat(context.getBeanFactory().getBeanNamesForType(Application.class, true, false)).hasSize(1);
		assertThat(this.failures).isEmpty();
	}

	@Test
	void environmentIsThatOfAWorkerProcess() {
		ConfigurableEnvironment environment = boot(null, null).getEnvironment();
		assertThat(environment).isNotInstanceOf(ConfigurableWebEnvironment.class);
		assertThat(environment.getProperty(WorkerProcessEnvironment.ROLE_PROPERTY)).isEqualTo("worker");
		assertThat(environment.getProperty("copy.inherited")).isEqualTo("yes");
		assertThat(environment.getProperty(LogFiles.WORKER)).isEqualTo("copy");
	}

	@Test
	void whatMainSetsOnItsApplicationApplies() {
		ConfigurableApplicationContext context = boot(Main.class, null, "--copy.argument=yes");
		assertThat(context.getEnvironment().getActiveProfiles()).containsExactly("of-main");
		assertThat(context.getEnvironment().getProperty("copy.of-main")).isEqualTo("yes");
		assertThat(context.getEnvironment().getProperty("copy.argument")).isEqualTo("yes");
		assertThat(calls).containsExactly("initializer of main");
	}

	@Test
	void whatBelongsToTheDaemonIsTakenFromTheApplication() {
		ConfigurableApplicationContext context = boot(DaemonsMain.class, null);
		assertThat(context).isInstanceOf(ReducedApplicationContext.class);
		assertThat(calls).isEmpty();
		assertThat(pidFile).doesNotExist();
	}

	@Test
	void otherApplicationThatMainRunsRunsOnWithoutItsRunners() {
		ConfigurableApplicationContext context = boot(MainOfTwo.class, null);
		assertThat(context.getBeanFactory().getBeanNamesForType(Application.class, true, false)).hasSize(1);
		assertThat(others).singleElement()
			.isInstanceOf(ReducedApplicationContext.class)
			.satisfies((other) -> assertThat(other.isActive()).isTrue())
			.satisfies((other) -> assertThat(other.getBeanProvider(String.class).stream()).containsExactly("other"));
		assertThat(calls).isEmpty();
	}

	@Test
	void applicationOfAServletContainerBootsThroughItsInitializer() {
		ConfigurableApplicationContext context = boot(null, Deployed.class);
		assertThat(context).isInstanceOf(ReducedApplicationContext.class);
		assertThat(context.getEnvironment().getProperty("copy.of-initializer")).isEqualTo("yes");
	}

	@Test
	void failureOfTheApplicationIsToldAndThrown() {
		assertThatIllegalStateException().isThrownBy(() -> run(FailingMain.class, null))
			.withMessage("no configuration");
		assertThat(this.failures).singleElement().asString().contains("no configuration");
		assertThat(this.loaded).isEmpty();
	}

	@Test
	void applicationIsNotListenedToAfterwards() {
		assertThatIllegalStateException().isThrownBy(() -> run(Application.class, null))
			.withMessage("Class '" + Application.class.getName() + "' has no main method");
		SpringApplication later = new SpringApplication(Application.class);
		later.setWebApplicationType(WebApplicationType.REACTIVE);
		new WorkerProcessRunListener(later).failed(null, new IllegalStateException("later"));
		assertThat(later.getWebApplicationType()).isEqualTo(WebApplicationType.REACTIVE);
		assertThat(this.failures).isEmpty();
	}

	@Test
	void sourcesAreClassesByTheirNamesAndWhateverElseThereIs() {
		SpringApplication application = new SpringApplication(Application.class);
		application.setSources(Set.of("com.example"));
		assertThat(ApplicationBoot.sourcesOf(application)).containsExactly(Application.class.getName(), "com.example");
	}

	private ConfigurableApplicationContext boot(@Nullable Class<?> main, @Nullable Class<?> servletInitializer,
			String... arguments) {
		try {
			run(main, servletInitializer, arguments);
		}
		catch (SpringApplication.AbandonedRunException ex) {
			// Taken over
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(this.loaded).hasSize(1);
		return this.loaded.get(0);
	}

	private void run(@Nullable Class<?> main, @Nullable Class<?> servletInitializer, String... arguments)
			throws Exception {
		BootstrapMessage bootstrap = new BootstrapMessage("copy", "region", 0, Map.of(),
				(main != null) ? main.getName() : null,
				(servletInitializer != null) ? servletInitializer.getName() : null,
				List.of(Application.class.getName()), List.of(arguments), Map.of("copy.inherited", "yes"), "",
				Duration.ofSeconds(1));
		new ApplicationBoot(bootstrap, new WorkerLogging("copy", new ProcessOutput(), new LogFiles()), this::takeOver,
				this.failures::add)
			.run();
	}

	/**
	 * A worker process does not return from here.
	 */
	private void takeOver(ConfigurableApplicationContext context) {
		this.loaded.add(context);
		throw new SpringApplication.AbandonedRunException(context);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

	static class Main {

		static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setAdditionalProfiles("of-main");
			application.setDefaultProperties(Map.of("copy.of-main", "yes"));
			application.addInitializers((context) -> calls.add("initializer of main"));
			application.run(args);
			calls.add("main goes on");
		}

	}

	static class DaemonsMain {

		static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.SERVLET);
			application.addInitializers(new WebInitializer());
			application.addListeners(new ApplicationPidFileWriter(String.valueOf(pidFile)));
			application.setBanner((environment, sourceClass, out) -> calls.add("banner"));
			application.run(args);
		}

	}

	static class MainOfTwo {

		static void main(String[] args) {
			others.add(new SpringApplication(Other.class).run());
			new SpringApplication(Application.class).run(args);
		}

	}

	static class FailingMain {

		static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.addInitializers((context) -> {
				throw new IllegalStateException("no configuration");
			});
			application.run(args);
		}

	}

	static class WebInitializer implements ApplicationContextInitializer<ConfigurableWebApplicationContext> {

		@Override
		public void initialize(ConfigurableWebApplicationContext context) {
			calls.add("web initializer");
		}

	}

	static class Deployed extends SpringBootServletInitializer {

		Deployed() {
			setRegisterErrorPageFilter(false);
		}

		@Override
		protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
			return builder.sources(Application.class).properties("copy.of-initializer=yes");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Other {

		@Bean
		String text() {
			return "other";
		}

		@Bean
		CommandLineRunner runner() {
			return (args) -> calls.add("runner");
		}

	}

}
