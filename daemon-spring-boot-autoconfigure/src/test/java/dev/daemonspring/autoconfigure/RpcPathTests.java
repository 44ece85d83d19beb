package dev.daemonspring.autoconfigure;

import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
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

import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application that answers at the RPC's path is told so.
 */
@ExtendWith(OutputCaptureExtension.class)
class RpcPathTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RpcAutoConfiguration.class, RpcHttpAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
		.withBean(FakeWorkers.class);

	@Test
	void controllerAtThePathStopsTheStart() {
		this.contextRunner.withUserConfiguration(OwnController.class).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new PathConflictFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("RPC of the workers")
				.contains("OwnController#call")
				.contains("'POST /rpc'");
			assertThat(analysis.getAction()).contains("daemon.rpc.http.path").contains("daemon.rpc.http.enabled");
		});
	}

	@Test
	void controllerOfEveryMethodAtThePathStopsTheStart() {
		this.contextRunner.withUserConfiguration(EveryMethod.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("EveryMethod#call"));
	}

	@Test
	void routerFunctionAtThePathStopsTheStart() {
		this.contextRunner.withUserConfiguration(OwnRoute.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("'POST /rpc'"));
	}

	@Test
	void nestedRouterFunctionAtThePathStopsTheStart() {
		this.contextRunner.withUserConfiguration(NestedRoute.class)
			.withPropertyValues("daemon.rpc.http.path=/ops/rpc")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("'POST /ops/rpc'"));
	}

	@Test
	void servletAtThePathStopsTheStart() {
		this.contextRunner.withUserConfiguration(OwnServlet.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("the servlet 'legacyRpc'"));
	}

	@Test
	void handlerThatIsMappedByItsUrlStopsTheStart() {
		this.contextRunner.withUserConfiguration(OwnHandler.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining(OwnHandler.class.getName()));
	}

	@Test
	void eitherCanBeMoved() {
		this.contextRunner.withUserConfiguration(OwnController.class, OwnRoute.class)
			.withPropertyValues("daemon.rpc.http.path=/daemon/rpc")
			.run((context) -> assertThat(context).hasNotFailed());
		this.contextRunner.withUserConfiguration(OwnController.class)
			.withPropertyValues("daemon.rpc.http.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		this.contextRunner.withUserConfiguration(OwnController.class)
			.withPropertyValues("spring.mvc.servlet.path=/app")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void handlersOfOtherMethodsAreToldToBeOutOfReach(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Others.class, OwnPage.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("The application has the controller method '")
			.contains("Others#get")
			.contains("The application has the router function '")
			.contains("The application has the handler of type '")
			.contains("'daemon.rpc.http.path=/daemon/rpc'")
			.doesNotContain("Others#post");
	}

	@RestController
	static class OwnController {

		@PostMapping("/rpc")
		String call() {
			return "own";
		}

	}

	@RestController
	static class EveryMethod {

		@RequestMapping("/rpc")
		String call() {
			return "own";
		}

	}

	static class OwnServlet {

		@Bean
		ServletRegistrationBean<HttpServlet> legacyRpc() {
			ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new HttpServlet() {
			}, "/other", "/rpc");
			registration.setName("legacyRpc");
			return registration;
		}

	}

	static class OwnHandler {

		@Bean("/rpc")
		HttpRequestHandler handler() {
			return (request, response) -> {
			};
		}

	}

	static class OwnPage implements WebMvcConfigurer {

		@Override
		public void addViewControllers(ViewControllerRegistry registry) {
			registry.addViewController("/rpc").setViewName("rpc");
		}

	}

	static class OwnRoute {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route().POST("/rpc", (request) -> ServerResponse.ok().build()).build();
		}

	}

	static class NestedRoute {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route()
				.path("/ops", (ops) -> ops.POST("/rpc", (request) -> ServerResponse.ok().build()))
				.build();
		}

	}

	@RestController
	static class Others {

		@GetMapping("/rpc")
		String get() {
			return "own";
		}

		@PostMapping({ "/{page}", "/rpc/{name}" })
		String post() {
			return "own";
		}

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route().GET("/rpc", (request) -> ServerResponse.ok().build()).build();
		}

	}

}
