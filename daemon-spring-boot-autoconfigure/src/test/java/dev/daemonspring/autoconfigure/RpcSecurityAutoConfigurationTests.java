package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcSecurityAutoConfiguration} and {@link DaemonRequest}, with real
 * logins.
 */
@ExtendWith(OutputCaptureExtension.class)
class RpcSecurityAutoConfigurationTests {

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private static final String BASIC = "Basic "
			+ Base64.getEncoder().encodeToString("ops:secret".getBytes(StandardCharsets.UTF_8));

	private static final String TOKEN = "0123456789abcdef";

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void callerWhenSecurityIsPresentLogsIn() throws Exception {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			FakeWorkers workers = context.getBean(FakeWorkers.class);
			HttpResponse<String> stranger = call(context, "/rpc");
			assertThat(stranger.statusCode()).isEqualTo(401);
			assertThat(stranger.body()).isEmpty();
			assertThat(call(context, "/rpc", "Authorization", BASIC + "x").statusCode()).isEqualTo(401);
			assertThat(workers.calls).isEmpty();
			HttpResponse<String> known = call(context, "/rpc", "Authorization", BASIC);
			assertThat(known.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
			assertThat(known.headers().firstValue("Set-Cookie")).isEmpty();
			assertThat(workers.calls).containsExactly("pause ping");
		}
	}

	@Test
	void loginIsNoWayAroundTheGuard() throws Exception {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			assertThat(call(context, "/rpc", "Authorization", BASIC, "Origin", "http://evil.example").statusCode())
				.isEqualTo(403);
			assertThat(call(context, "/rpc", "Authorization", BASIC, "Sec-Fetch-Site", "cross-site").statusCode())
				.isEqualTo(403);
			assertThat(context.getBean(FakeWorkers.class).calls).isEmpty();
			// A proxy in front is fine once callers log in
			assertThat(call(context, "/rpc", "Authorization", BASIC, "X-Forwarded-For", "10.0.0.1").statusCode())
				.isEqualTo(200);
		}
	}

	@Test
	void restOfTheApplicationStaysAsSpringBootSecuresIt() throws Exception {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			assertThat(call(context, "/rpc/other").statusCode()).isIn(401, 403);
			assertThat(call(context, "/").statusCode()).isIn(401, 403);
		}
	}

	@Test
	void pathIsFollowed() throws Exception {
		try (ConfigurableApplicationContext context = run(Application.class, "--daemon.rpc.http.path=/ops/rpc")) {
			assertThat(call(context, "/ops/rpc").statusCode()).isEqualTo(401);
			assertThat(call(context, "/ops/rpc", "Authorization", BASIC).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void callerWhenTokenIsConfiguredShowsItOrLogsIn() throws Exception {
		try (ConfigurableApplicationContext context = run(Application.class, "--daemon.rpc.token=" + TOKEN)) {
			FakeWorkers workers = context.getBean(FakeWorkers.class);
			assertThat(call(context, "/rpc").statusCode()).isEqualTo(401);
			assertThat(call(context, "/rpc", "Authorization", "Bearer fedcba9876543210").statusCode()).isEqualTo(401);
			assertThat(workers.calls).isEmpty();
			assertThat(call(context, "/rpc", "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
			assertThat(call(context, "/rpc", "Authorization", BASIC).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void backsOffWhenTheApplicationHasItsOwnChain() throws Exception {
		try (ConfigurableApplicationContext context = run(OwnSecurity.class)) {
			assertThat(context.containsBean("daemonRpcSecurityFilterChain")).isFalse();
			// The application's matcher lets everybody on; without a credential that is
			// not enough
			HttpResponse<String> local = call(context, "/rpc");
			assertThat(local.statusCode()).isEqualTo(403);
			assertThat(local.body()).contains("-32004").contains("'daemon.rpc.http.roles'");
			assertThat(call(context, "/rpc", "X-Forwarded-For", "10.0.0.1").statusCode()).isEqualTo(403);
			assertThat(call(context, "/").statusCode()).isIn(401, 403);
		}
	}

	@Test
	void accountOfTheApplicationIsAnOperatorByARoleOnly(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(OwnUsers.class)) {
			FakeWorkers workers = context.getBean(FakeWorkers.class);
			assertThat(call(context, "/rpc", "Authorization", basic("customer")).statusCode()).isEqualTo(403);
			// Of the same name as Spring Boot's own would have
			assertThat(call(context, "/rpc", "Authorization", BASIC).statusCode()).isEqualTo(403);
			assertThat(workers.calls).isEmpty();
			assertThat(output).contains("no role of 'daemon.rpc.http.roles'");
			assertThat(call(context, "/rpc", "Authorization", basic("operator")).statusCode()).isEqualTo(200);
			assertThat(workers.calls).containsExactly("pause ping");
		}
		try (ConfigurableApplicationContext context = run(OwnUsers.class, "--daemon.rpc.http.roles=CUSTOMER")) {
			assertThat(call(context, "/rpc", "Authorization", basic("customer")).statusCode()).isEqualTo(200);
			assertThat(call(context, "/rpc", "Authorization", basic("operator")).statusCode()).isEqualTo(403);
		}
	}

	@Test
	void chainsThatAreNotForTheEndpointAreTold(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(ForeignChain.class)) {
			assertThat(output).contains("No 'SecurityFilterChain' of the application matches 'POST /rpc'");
			assertThat(call(context, "/rpc", "Authorization", BASIC).statusCode()).isEqualTo(403);
			assertThat(context.getBean(FakeWorkers.class).calls).isEmpty();
		}
	}

	@Test
	void chainsThatAreForTheEndpointAreNotTold(CapturedOutput output) {
		run(Application.class).close();
		run(OwnSecurity.class).close();
		assertThat(output).doesNotContain("No 'SecurityFilterChain'").doesNotContain("Can't tell whether a chain");
	}

	private static String basic(String user) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
	}

	private ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		String[] all = new String[arguments.length + 4];
		System.arraycopy(arguments, 0, all, 0, arguments.length);
		System
			.arraycopy(
					new String[] { "--server.port=0", "--spring.main.banner-mode=off",
							"--spring.security.user.name=ops", "--spring.security.user.password=secret" },
					0, all, arguments.length, 4);
		return new SpringApplicationBuilder(application).web(WebApplicationType.SERVLET).run(all);
	}

	private HttpResponse<String> call(ConfigurableApplicationContext context, String path, String... headers)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(PAUSE));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class, SecurityAutoConfiguration.class,
			UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class, RpcAutoConfiguration.class, RpcHttpAutoConfiguration.class,
			RpcSecurityAutoConfiguration.class })
	static class Application {

		@Bean
		FakeWorkers workers() {
			return new FakeWorkers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnUsers extends Application {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("customer").password("{noop}secret").roles("CUSTOMER").build(),
					User.withUsername("ops").password("{noop}secret").roles("USER").build(),
					User.withUsername("operator").password("{noop}secret").roles("DAEMON").build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ForeignChain extends Application {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.securityMatcher("/api/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSecurity extends Application {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers(DaemonRequest.toRpc())
				.permitAll()
				.anyRequest()
				.authenticated());
			http.csrf((csrf) -> csrf.ignoringRequestMatchers(DaemonRequest.toRpc()));
			return http.build();
		}

	}

}
