package dev.daemonspring.autoconfigure;

import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.reactive.DispatcherHandler;

import dev.daemonspring.page.PageFactory;
import dev.daemonspring.page.PageServlet;
import dev.daemonspring.page.ReactivePageHandler;
import dev.daemonspring.rpc.FakeWorkers;
import dev.daemonspring.rpc.http.RpcServlet;
import dev.daemonspring.supervisor.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageAutoConfiguration} and {@link PageReactiveAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PageAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(JacksonAutoConfiguration.class,
			RpcAutoConfiguration.class, RpcHttpAutoConfiguration.class, RpcReactiveHttpAutoConfiguration.class,
			RpcSecurityAutoConfiguration.class, PageAutoConfiguration.class, PageReactiveAutoConfiguration.class,
			PageMissingAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(Workers.class, FakeWorkers::new);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(Workers.class, FakeWorkers::new);

	@Test
	void isOffUnlessAskedFor() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(PageFactory.class)
			.doesNotHaveBean("daemonPageServlet")
			.doesNotHaveBean("daemonPageSampler"));
		this.reactive.run((context) -> assertThat(context).doesNotHaveBean(PageFactory.class)
			.doesNotHaveBean(ReactivePageHandler.class));
	}

	@Test
	void isServedWhereAskedFor() {
		this.runner.withPropertyValues("daemon.page.enabled=true")
			.run((context) -> assertThat(context.getBeansOfType(ServletRegistrationBean.class).values())
				.map(ServletRegistrationBean::getServlet)
				.hasAtLeastOneElementOfType(PageServlet.class));
		this.reactive.withPropertyValues("daemon.page.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(ReactivePageHandler.class));
	}

	@Test
	void takesNoOrdersWhenReadOnly() {
		this.runner.withPropertyValues("daemon.page.enabled=true", "daemon.page.read-only=true")
			.run((context) -> assertThat(context).hasBean("daemonPageServlet").doesNotHaveBean("daemonPageOrders"));
		this.reactive.withPropertyValues("daemon.page.enabled=true", "daemon.page.read-only=true")
			.run((context) -> assertThat(context).hasBean("daemonPageHandler")
				.doesNotHaveBean("daemonPageOrdersMapping"));
	}

	@Test
	void needsWorkersAndTheRpc(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues("daemon.page.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(PageFactory.class));
		assertThat(output).doesNotContain("The page of the workers");
		this.runner.withPropertyValues("daemon.page.enabled=true", "daemon.rpc.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PageFactory.class));
		assertThat(output).contains("The page of the workers is not served", "'daemon.rpc.enabled=false'");
	}

	@ParameterizedTest
	@ValueSource(classes = { HttpServlet.class, ServletRegistrationBean.class, JsonRpcBasicServer.class })
	void isNotServedWithoutWhatItNeeds(Class<?> missing) {
		this.runner.withPropertyValues("daemon.page.enabled=true")
			.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PageFactory.class));
	}

	@Test
	void reactiveIsNotServedWithoutWebflux() {
		this.reactive.withPropertyValues("daemon.page.enabled=true")
			.withClassLoader(new FilteredClassLoader(DispatcherHandler.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PageFactory.class));
	}

	@Test
	void needsNoSecurity() {
		this.runner.withPropertyValues("daemon.page.enabled=true")
			.withClassLoader(new FilteredClassLoader(CsrfToken.class.getPackageName(), "org.springframework.security",
					"org.springframework.boot.security"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(PageFactory.class));
	}

	@Test
	void isNoWebApplicationsElsewhere() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withBean(Workers.class, FakeWorkers::new)
			.withPropertyValues("daemon.page.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PageFactory.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "daemon", "/daemon/", "/dae mon", "/daemon*", "/{name}", "/daemon?x=y",
			"/daemon#x", "//daemon", "/..", "/a/../b", "/daemon/.", "/é" })
	void pathThatIsNoneIsRefused(String path) {
		this.runner.withPropertyValues("daemon.page.enabled=true", "daemon.page.path=" + path).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'daemon.page.path' is '" + path + "'")
				.contains("begins with '/'");
			assertThat(analysis.getAction()).contains("/daemon");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/daemon", "/daemon/orders", "/daemon/state" })
	void pathThatTheRpcHasIsRefused(String path) {
		this.runner.withPropertyValues("daemon.page.enabled=true", "daemon.rpc.http.path=" + path).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'daemon.page.path=/daemon'",
					"'daemon.rpc.http.path=" + path + "'");
			assertThat(analysis.getAction()).contains("Move one of them");
		});
	}

	@Test
	void pathOfTheRpcThatIsRecommendedIsFree() {
		this.runner.withPropertyValues("daemon.page.enabled=true", "daemon.rpc.http.path=/daemon/rpc")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean("daemonRpcServlet", ServletRegistrationBean.class)
				.extracting(ServletRegistrationBean::getServlet)
				.isInstanceOf(RpcServlet.class));
	}

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void linkIsLogged(RpcWebServer server, CapturedOutput output) {
		try (ConfigurableApplicationContext context = server.run("--daemon.page.enabled=true")) {
			String port = context.getEnvironment().getProperty("local.server.port");
			assertThat(output).containsOnlyOnce("Workers: http://localhost:" + port + "/daemon");
		}
	}

	private static FailureAnalysis analyze(Throwable failure) {
		return new WorkerConfigurationFailureAnalyzer(null).analyze(failure);
	}

}
