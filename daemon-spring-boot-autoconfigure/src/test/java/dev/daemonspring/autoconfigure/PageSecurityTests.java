package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page behind Spring Security, with real logins and CSRF tokens.
 */
class PageSecurityTests {

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	@Test
	void userOfSpringBootIsAnOperator() throws Exception {
		try (ConfigurableApplicationContext context = run(Servlet.class, WebApplicationType.SERVLET)) {
			assertThat(get(context, "/daemon/state", null).statusCode()).isEqualTo(401);
			assertThat(get(context, "/daemon/state", "ops").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void userOfSpringBootNeedsARoleWithoutTheRpcOverHttp() throws Exception {
		try (ConfigurableApplicationContext context = run(Servlet.class, WebApplicationType.SERVLET,
				"--daemon.rpc.http.enabled=false", "--spring.security.user.roles=DAEMON")) {
			assertThat(get(context, "/daemon/state", null).statusCode()).isEqualTo(401);
			assertThat(get(context, "/daemon/state", "ops").statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void orderTakesTheCsrfTokenOfTheSession(WebApplicationType type) throws Exception {
		Class<?> application = (type == WebApplicationType.SERVLET) ? OwnUsers.class : Reactive.class;
		try (ConfigurableApplicationContext context = run(application, type)) {
			FakeWorkers workers = context.getBean(FakeWorkers.class);
			JsonNode csrf = JsonMapper.shared()
				.readTree(get(context, "/daemon/session", "operator").body())
				.get("csrf");
			String name = csrf.get("name").stringValue();
			String value = csrf.get("value").stringValue();
			assertThat(name).isEqualTo("X-CSRF-TOKEN");
			assertThat(order(context, "operator").statusCode()).isEqualTo(403);
			assertThat(order(context, "operator", name, value + "x").statusCode()).isEqualTo(403);
			assertThat(workers.calls).isEmpty();
			assertThat(order(context, "operator", name, value).statusCode()).isEqualTo(200);
			assertThat(workers.calls).containsExactly("pause ping");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void accountWithoutTheRoleSeesNothing(WebApplicationType type) throws Exception {
		Class<?> application = (type == WebApplicationType.SERVLET) ? OwnUsers.class : Reactive.class;
		try (ConfigurableApplicationContext context = run(application, type)) {
			for (String path : new String[] { "/daemon/", "/daemon/state", "/daemon/session" }) {
				assertThat(get(context, path, null).statusCode()).as(path).isEqualTo(401);
				assertThat(get(context, path, "customer").statusCode()).as(path).isEqualTo(403);
				assertThat(get(context, path, "operator").statusCode()).as(path).isEqualTo(200);
			}
		}
	}

	@Test
	void chainForThePageAloneMatchesThePageAlone() throws Exception {
		try (ConfigurableApplicationContext context = run(OwnChain.class, WebApplicationType.SERVLET)) {
			for (String path : new String[] { "/daemon", "/daemon/", "/daemon/page.js", "/daemon/state" }) {
				assertThat(get(context, path, null).statusCode()).as(path).isEqualTo(401);
			}
			assertThat(get(context, "/daemon/state", "operator").statusCode()).isEqualTo(200);
			assertThat(get(context, "/daemons", null).statusCode()).isEqualTo(404);
		}
		try (ConfigurableApplicationContext context = run(OwnChain.class, WebApplicationType.SERVLET,
				"--daemon.page.enabled=false")) {
			assertThat(get(context, "/daemon/state", null).statusCode()).isEqualTo(404);
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, WebApplicationType type,
			String... arguments) {
		return new SpringApplicationBuilder(application).web(type)
			.properties("server.port=0", "spring.main.banner-mode=off", "daemon.page.enabled=true",
					"spring.security.user.name=ops", "spring.security.user.password=secret")
			.run(arguments);
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path, String user)
			throws IOException, InterruptedException {
		return send(request(context, path, user), (user != null) ? this.client : HttpClient.newHttpClient());
	}

	private HttpResponse<String> order(ConfigurableApplicationContext context, String user, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = request(context, "/daemon/orders", user)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(PAUSE));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request, this.client);
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext context, String path, String user) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(
					URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
			.version(HttpClient.Version.HTTP_1_1)
			.header("X-Requested-With", "XMLHttpRequest");
		if (user != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8)));
		}
		return request;
	}

	private static HttpResponse<String> send(HttpRequest.Builder request, HttpClient client)
			throws IOException, InterruptedException {
		return client.send(request.build(), BodyHandlers.ofString());
	}

	private static UserDetails user(String name, String role) {
		return User.withUsername(name).password("{noop}secret").roles(role).build();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class, SecurityAutoConfiguration.class,
			UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class, RpcAutoConfiguration.class, RpcHttpAutoConfiguration.class,
			RpcSecurityAutoConfiguration.class, PageAutoConfiguration.class })
	static class Servlet extends RpcWebServer.Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnUsers extends Servlet {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(user("operator", "DAEMON"), user("customer", "CUSTOMER"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChain extends OwnUsers {

		@Bean
		@Order(1)
		SecurityFilterChain page(HttpSecurity http) {
			return http.securityMatcher(DaemonRequest.toPage())
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("DAEMON"))
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain rest(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SecurityAutoConfiguration.class, ReactiveWebSecurityAutoConfiguration.class })
	static class Reactive extends RpcWebServer.ReactiveNetty {

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(user("operator", "DAEMON"), user("customer", "CUSTOMER"));
		}

	}

}
