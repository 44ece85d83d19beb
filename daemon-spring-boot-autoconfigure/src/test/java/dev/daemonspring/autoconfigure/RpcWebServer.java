package dev.daemonspring.autoconfigure;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import dev.daemonspring.rpc.ExamplesService;
import dev.daemonspring.rpc.FakeWorkers;

/**
 * The web servers on which the RPC's endpoint has to be the same.
 */
enum RpcWebServer {

	/**
	 * Spring MVC on Tomcat.
	 */
	SERVLET_TOMCAT(WebApplicationType.SERVLET, ServletTomcat.class),

	/**
	 * WebFlux on Netty.
	 */
	REACTIVE_NETTY(WebApplicationType.REACTIVE, ReactiveNetty.class),

	/**
	 * WebFlux on Tomcat.
	 */
	REACTIVE_TOMCAT(WebApplicationType.REACTIVE, ReactiveTomcat.class);

	private final WebApplicationType type;

	private final Class<?> application;

	RpcWebServer(WebApplicationType type, Class<?> application) {
		this.type = type;
		this.application = application;
	}

	/**
	 * Run an application with workers that are fake.
	 * @param arguments arguments of the application
	 * @return its context
	 */
	ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(this.application).web(this.type)
			.properties("server.port=0", "spring.main.banner-mode=off")
			.run(arguments);
	}

	/**
	 * Whatever the server.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		FakeWorkers workers() {
			return new FakeWorkers();
		}

		@Bean
		ExamplesService examples() {
			return (value) -> value;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class, RpcAutoConfiguration.class,
			RpcHttpAutoConfiguration.class, PageAutoConfiguration.class })
	static class ServletTomcat extends Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			WebFluxAutoConfiguration.class, JacksonAutoConfiguration.class, RpcAutoConfiguration.class,
			RpcReactiveHttpAutoConfiguration.class, PageReactiveAutoConfiguration.class })
	static class ReactiveNetty extends Application {

		/**
		 * The global ones end with the first context that is closed.
		 */
		@Bean
		ReactorResourceFactory resources() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			return resources;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			WebFluxAutoConfiguration.class, JacksonAutoConfiguration.class, RpcAutoConfiguration.class,
			RpcReactiveHttpAutoConfiguration.class, PageReactiveAutoConfiguration.class })
	static class ReactiveTomcat extends Application {

	}

}
