package dev.daemonspring.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.management.ThreadDumpEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.autoconfigure.WorkersEndpointAutoConfiguration;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the endpoint {@code workers} over HTTP, with workers on threads.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WorkersEndpointWebTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private int port;

	@ParameterizedTest
	@EnumSource
	void workersAndTheirLivesAreShown(Server server) throws Exception {
		try (ConfigurableApplicationContext context = start(server)) {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.info("copy").iterations() > 0);
			JsonNode all = json(get("", "*/*"));
			assertThat(all.get("workers").get(0).get("name").stringValue()).isEqualTo("copy");
			workers.restart("copy");
			await().until(() -> workers.lives("copy").size() == 2 && workers.status("copy") == WorkerState.LOOPING);
			JsonNode copy = json(get("/copy", "application/json"));
			assertThat(copy.get("state").stringValue()).isEqualTo("LOOPING");
			assertThat(copy.get("commands").get(0).stringValue()).isEqualTo("greet");
			assertThat(copy.get("restartsByReason").get("ORDER").intValue()).isOne();
			JsonNode ended = copy.get("lives").get(1);
			assertThat(ended.get("reason").stringValue()).isEqualTo("RESTARTED");
			assertThat(ended.get("start").stringValue()).isEqualTo("THREAD");
			assertThat(ended.get("exitCode").intValue()).isZero();
			assertThat(ended.get("longestIteration").stringValue()).startsWith("PT");
			assertThat(get("/nobody", "*/*").statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@EnumSource
	void threadDumpIsTextOrJsonAsActuatorsOwn(Server server) throws Exception {
		try (ConfigurableApplicationContext context = start(server)) {
			awaitLooping(context);
			HttpResponse<String> text = get("/copy/threaddump", "text/plain");
			assertThat(text.statusCode()).isEqualTo(200);
			assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
			assertThat(text.body()).contains("Full thread dump", "dev.daemonspring.child.IterationLoop.run(");
			JsonNode own = json(get("/copy/threaddump", "*/*"));
			JsonNode actuators = json(send(HttpRequest.newBuilder(uri("/actuator/threaddump")).build()));
			assertThat(keys(own)).isEqualTo(keys(actuators));
			assertThat(get("/nobody/threaddump", "*/*").statusCode()).isEqualTo(404);
			assertThat(get("/copy/coredump", "*/*").statusCode()).isEqualTo(404);
			context.getBean(Workers.class).stop("copy");
			await().until(() -> context.getBean(Workers.class).status("copy") == WorkerState.STOPPED);
			HttpResponse<String> stopped = get("/copy/threaddump", "text/plain");
			assertThat(stopped.statusCode()).isEqualTo(503);
			assertThat(stopped.body()).contains("STOPPED").contains("no process");
		}
	}

	@ParameterizedTest
	@EnumSource
	void nothingButReadingIsPossibleByDefault(Server server) throws Exception {
		try (ConfigurableApplicationContext context = start(server)) {
			awaitLooping(context);
			assertThat(post("/copy", "{\"action\": \"stop\"}").statusCode()).isEqualTo(405);
			assertThat(get("/copy/heapdump", "*/*").statusCode()).isEqualTo(404);
			assertThat(context.getBean(Workers.class).status("copy")).isEqualTo(WorkerState.LOOPING);
		}
	}

	@ParameterizedTest
	@EnumSource
	void ordersAreFollowedWhereAccessIsUnrestricted(Server server) throws Exception {
		try (ConfigurableApplicationContext context = start(server,
				"--management.endpoint.workers.access=unrestricted")) {
			awaitLooping(context);
			Workers workers = context.getBean(Workers.class);
			JsonNode paused = json(post("/copy", "{\"action\": \"pause\", \"value\": null}"));
			assertThat(paused.get("accepted").booleanValue()).isTrue();
			await().until(() -> workers.status("copy") == WorkerState.PAUSED);
			for (String action : new String[] { "resume", "run", "stop", "start", "restart", "restart-rolling" }) {
				assertThat(json(post("/copy", "{\"action\": \"%s\"}".formatted(action))).get("accepted").booleanValue())
					.as(action)
					.isTrue();
			}
			HttpResponse<String> unknown = post("/copy", "{\"action\": \"explode\"}");
			assertThat(unknown.statusCode()).isEqualTo(400);
			assertThat(post("/copy", "{}").statusCode()).isEqualTo(400);
			assertThat(post("/nobody", "{\"action\": \"stop\"}").statusCode()).isEqualTo(404);
			assertThat(get("/copy", "*/*").statusCode()).as("nothing acts by GET").isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource
	void workerWithInstancesIsShownAndScaled(Server server) throws Exception {
		try (ConfigurableApplicationContext context = start(server, "--management.endpoint.workers.access=unrestricted",
				"--daemon.workers.copy.instances=2", "--daemon.workers.copy.max-instances=4")) {
			awaitLooping(context);
			assertThat(json(get("/copy", "*/*")).get("workers").size()).isEqualTo(2);
			JsonNode second = json(get("/copy%231", "*/*"));
			assertThat(second.get("name").stringValue()).isEqualTo("copy#1");
			assertThat(second.get("commands").get(0).stringValue()).isEqualTo("greet");
			assertThat(second.get("instance").get("configured").intValue()).isEqualTo(2);
			assertThat(json(post("/copy", "{\"action\": \"scale\", \"value\": 4}")).get("accepted").booleanValue())
				.isTrue();
			await().until(() -> json(get("", "*/*")).get("workers").size() == 4);
			await().until(() -> json(get("/copy%233", "*/*")).get("instance").get("total").intValue() == 4);
			assertThat(json(get("/copy%233", "*/*")).get("instance").get("instances").intValue()).isEqualTo(4);
			assertThat(json(post("/copy%233", "{\"action\": \"pause\"}")).get("accepted").booleanValue()).isTrue();
			assertThat(post("/copy", "{\"action\": \"scale\"}").statusCode()).isEqualTo(400);
			assertThat(post("/copy", "{\"action\": \"scale\", \"value\": 5}").statusCode()).isEqualTo(400);
			assertThat(post("/copy", "{\"action\": \"scale\", \"value\": \"many\"}").statusCode()).isEqualTo(400);
			assertThat(get("/copy%237", "*/*").statusCode()).isEqualTo(404);
			assertThat(get("/copy/threaddump", "*/*").statusCode()).as("of which?").isEqualTo(404);
			assertThat(get("/copy%230/threaddump", "text/plain").body()).contains("copy#0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void heapDumpIsADownloadThatLeavesNothing(Server server) throws Exception {
		try (ConfigurableApplicationContext context = start(server,
				"--management.endpoint.workers.access=unrestricted")) {
			awaitLooping(context);
			HttpResponse<Path> heap = this.client.send(
					HttpRequest.newBuilder(uri("/actuator/workers/copy/heapdump")).build(),
					BodyHandlers.ofFile(Files.createTempFile("downloaded", ".hprof")));
			assertThat(heap.statusCode()).isEqualTo(200);
			assertThat(heap.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
			try (var in = Files.newInputStream(heap.body())) {
				assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("JAVA PROFILE");
			}
			Files.delete(heap.body());
			await().until(() -> !leftHeapDump());
		}
	}

	private static boolean leftHeapDump() throws IOException {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, "heap-copy-*")) {
			return left.iterator().hasNext();
		}
	}

	private ConfigurableApplicationContext start(Server server, String... arguments) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(server.application).web(server.type)
			.properties("server.port=0", "spring.main.banner-mode=off", "daemon.isolation=thread",
					"daemon.defaults.looptime=10ms", "management.endpoints.web.exposure.include=workers,threaddump")
			.run(arguments);
		this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return context;
	}

	private static void awaitLooping(ConfigurableApplicationContext context) {
		await().until(() -> context.getBean(Workers.class).status("copy") == WorkerState.LOOPING);
	}

	private HttpResponse<String> get(String path, String accept) throws Exception {
		return send(HttpRequest.newBuilder(uri("/actuator/workers" + path)).header("Accept", accept).build());
	}

	private HttpResponse<String> post(String path, String body) throws Exception {
		return send(HttpRequest.newBuilder(uri("/actuator/workers" + path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build());
	}

	private HttpResponse<String> send(HttpRequest request) throws Exception {
		return this.client.send(request, BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private static Set<String> keys(JsonNode dump) {
		Set<String> keys = new TreeSet<>();
		dump.get("threads").forEach((thread) -> keys.addAll(thread.propertyNames()));
		// Of threads that wait
		keys.removeAll(Set.of("lockInfo", "lockName", "lockOwnerName"));
		return keys;
	}

	private static JsonNode json(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	/**
	 * The kinds of web applications.
	 */
	enum Server {

		/**
		 * Spring MVC.
		 */
		MVC(WebApplicationType.SERVLET, Mvc.class),

		/**
		 * WebFlux.
		 */
		WEBFLUX(WebApplicationType.REACTIVE, WebFlux.class);

		private final WebApplicationType type;

		private final Class<?> application;

		Server(WebApplicationType type, Class<?> application) {
			this.type = type;
			this.application = application;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, DaemonAutoConfiguration.class,
			EndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
			ManagementContextAutoConfiguration.class, ThreadDumpEndpointAutoConfiguration.class,
			WorkersEndpointAutoConfiguration.class })
	static class Application {

		@Bean
		@Worker(forever = true)
		Copy copy() {
			return new Copy();
		}

	}

	static class Copy implements WorkerLoop {

		@Override
		public void loop() {
		}

		@WorkerCommand
		String greet() {
			return "hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			HttpMessageConvertersAutoConfiguration.class, WebMvcAutoConfiguration.class,
			ErrorMvcAutoConfiguration.class, ServletManagementContextAutoConfiguration.class })
	static class Mvc extends Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
			CodecsAutoConfiguration.class, WebFluxAutoConfiguration.class })
	static class WebFlux extends Application {

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

}
