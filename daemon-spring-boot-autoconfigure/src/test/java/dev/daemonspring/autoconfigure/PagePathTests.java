package dev.daemonspring.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.http.HttpServlet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import dev.daemonspring.page.PageFactory;
import dev.daemonspring.page.PagePaths;
import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application that answers at one of the page's paths is told so, on Spring
 * MVC and on WebFlux.
 */
@ExtendWith(OutputCaptureExtension.class)
class PagePathTests {

	private static final String READ_ONLY = "daemon.page.read-only=true";

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RpcAutoConfiguration.class, RpcHttpAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, PageAutoConfiguration.class))
		.withBean(FakeWorkers.class)
		.withPropertyValues("daemon.page.enabled=true");

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RpcAutoConfiguration.class, RpcReactiveHttpAutoConfiguration.class,
				WebFluxAutoConfiguration.class, PageReactiveAutoConfiguration.class))
		.withBean(FakeWorkers.class)
		.withPropertyValues("daemon.page.enabled=true");

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void controllerAtAPathStopsTheStart(WebApplicationType type) {
		for (String path : new PagePaths("/daemon").reads()) {
			FailureAnalysis analysis = new PathConflictFailureAnalyzer()
				.analyze(start(type, Reader.class, "own.path=" + path));
			assertThat(analysis).as(path).isNotNull();
			assertThat(analysis.getDescription()).contains("The page of the workers and the controller method '")
				.contains("Reader#read")
				.endsWith("both answer 'GET " + path + "'.");
			assertThat(analysis.getAction()).isEqualTo("Move the page, for example with"
					+ " 'daemon.page.path=/daemon-page', disable it with 'daemon.page.enabled=false', or move the"
					+ " application's own handler.");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void controllerThatTakesOrdersStopsTheStart(WebApplicationType type) {
		assertThat(start(type, Writer.class, "own.path=/daemon/orders"))
			.hasMessageContaining("both answer 'POST /daemon/orders'");
		assertThat(start(type, Writer.class, "own.path=/daemon/orders", READ_ONLY)).isNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void controllerOfEveryMethodStopsTheStart(WebApplicationType type) {
		assertThat(start(type, EveryMethod.class, "own.path=/daemon")).hasMessageContaining("'GET /daemon'");
		assertThat(start(type, EveryMethod.class, "own.path=/daemon/orders")).hasMessageContaining("'POST /daemon/");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void routerFunctionAtAPathStopsTheStart(WebApplicationType type) {
		boolean servlet = type == WebApplicationType.SERVLET;
		assertThat(start(type, (servlet) ? ServletRoutes.class : ReactiveRoutes.class, "daemon.page.path=/ops"))
			.hasMessageContaining("The page of the workers and the router function '")
			.hasMessageContaining("'GET /ops/state'");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isCheckedWithoutTheRpcOverHttp(WebApplicationType type) {
		assertThat(start(type, Reader.class, "own.path=/daemon/state", "daemon.rpc.http.enabled=false"))
			.hasMessageContaining("'GET /daemon/state'");
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnServlet.class, OwnHandler.class, OwnView.class })
	void otherHandlerOfSpringMvcAtAPathStopsTheStart(Class<?> application) {
		assertThat(start(WebApplicationType.SERVLET, application)).hasMessageContaining("both answer 'GET /daemon/");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void eitherCanBeMoved(WebApplicationType type) {
		assertThat(start(type, Reader.class, "own.path=/daemon/state", "daemon.page.path=/daemon-page")).isNull();
		assertThat(start(type, Reader.class, "own.path=/daemon/state", "daemon.page.enabled=false")).isNull();
		assertThat(start(type, Reader.class, "own.path=/state")).isNull();
	}

	@Test
	void pathOfTheDispatcherServletPrecedesThatOfAController() {
		assertThat(start(WebApplicationType.SERVLET, Reader.class, "own.path=/daemon/state",
				"spring.mvc.servlet.path=/app"))
			.isNull();
		assertThat(
				start(WebApplicationType.SERVLET, Reader.class, "own.path=/state", "spring.mvc.servlet.path=/daemon"))
			.hasMessageContaining("'GET /daemon/state'");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void patternThatMerelyMatchesIsNoConflict(WebApplicationType type, CapturedOutput output) {
		for (String pattern : List.of("/{page}", "/**", "/daemon/{name}", "/daemon/*", "/daemon/**", "/daemon/page.*",
				"/daemon/jobs", "/daemons")) {
			assertThat(start(type, EveryMethod.class, "own.path=" + pattern)).as(pattern).isNull();
		}
		assertThat(output).doesNotContain("never called");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void handlerOfAnotherMethodIsToldToBeOutOfReach(WebApplicationType type, CapturedOutput output) {
		assertThat(start(type, Writer.class, "own.path=/daemon/state")).isNull();
		assertThat(start(type, Reader.class, "own.path=/daemon/orders")).isNull();
		assertThat(output).containsOnlyOnce("at '/daemon/state', where it is never called: the page of the workers"
				+ " answers every method there, and all but GET and HEAD with status 405. Move the page, for example"
				+ " with 'daemon.page.path=/daemon-page', or the application's own.")
			.containsOnlyOnce("at '/daemon/orders', where it is never called: the page of the workers answers every"
					+ " method there, and all but POST with status 405.");
	}

	@Test
	void isNotCheckedWithoutSpringMvc() {
		this.servlet.withClassLoader(new FilteredClassLoader(RequestMappingInfoHandlerMapping.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PageFactory.class)
				.doesNotHaveBean("daemonPagePathCheck"));
	}

	/**
	 * Start an application, and return why that failed or {@code null}.
	 */
	private @Nullable Throwable start(WebApplicationType type, Class<?> application, String... properties) {
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		if (type == WebApplicationType.SERVLET) {
			this.servlet.withUserConfiguration(application)
				.withPropertyValues(properties)
				.run((context) -> failure.set(context.getStartupFailure()));
		}
		else {
			this.reactive.withUserConfiguration(application)
				.withPropertyValues(properties)
				.run((context) -> failure.set(context.getStartupFailure()));
		}
		return failure.get();
	}

	@RestController
	static class Reader {

		@GetMapping("${own.path}")
		String read() {
			return "own";
		}

	}

	@RestController
	static class Writer {

		@PostMapping("${own.path}")
		String write() {
			return "own";
		}

	}

	@RestController
	static class EveryMethod {

		@RequestMapping("${own.path}")
		String call() {
			return "own";
		}

	}

	static class ServletRoutes {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route()
				.path("/ops", (ops) -> ops.GET("/state", (request) -> ServerResponse.ok().build()))
				.build();
		}

	}

	static class ReactiveRoutes {

		@Bean
		org.springframework.web.reactive.function.server.RouterFunction<?> route() {
			return org.springframework.web.reactive.function.server.RouterFunctions.route()
				.path("/ops", (ops) -> ops.GET("/state",
						(request) -> org.springframework.web.reactive.function.server.ServerResponse.ok().build()))
				.build();
		}

	}

	static class OwnServlet {

		@Bean
		ServletRegistrationBean<HttpServlet> ownState() {
			return new ServletRegistrationBean<>(new HttpServlet() {
			}, "/other", "/daemon/state");
		}

	}

	static class OwnHandler {

		@Bean("/daemon/worker")
		HttpRequestHandler handler() {
			return (request, response) -> {
			};
		}

	}

	static class OwnView implements WebMvcConfigurer {

		@Override
		public void addViewControllers(ViewControllerRegistry registry) {
			registry.addViewController("/daemon/").setViewName("daemon");
		}

	}

}
