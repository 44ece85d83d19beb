package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that what is being answered when the application ends can still ask the workers.
 */
class GracefulShutdownTests {

	private @TempDir Path directory;

	@Test
	void requestInProgressSendsACommandWhileTheApplicationEnds() throws Exception {
		ConfigurableApplicationContext context = run("--server.shutdown=graceful");
		Asking asking = context.getBean(Asking.class);
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		CompletableFuture<HttpResponse<String>> response = HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ask")).build(),
					BodyHandlers.ofString());
		asking.entered.await();
		context.close();
		assertThat(response.get(1, TimeUnit.MINUTES).body()).isEqualTo("43");
	}

	@Test
	void callInProgressOverASocketSendsACommandWhileTheApplicationEnds() throws Exception {
		Path socket = this.directory.resolve("daemon.sock");
		ConfigurableApplicationContext context = run("--daemon.rpc.sockets=unix://" + socket);
		Asking asking = context.getBean(Asking.class);
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			channel.connect(UnixDomainSocketAddress.of(socket));
			channel.write(StandardCharsets.UTF_8.encode("""
					{"jsonrpc": "2.0", "id": 1, "method": "asking.ask"}
					"""));
			asking.entered.await();
			context.close();
			assertThat(readAll(channel)).contains("\"result\":43");
		}
	}

	private static ConfigurableApplicationContext run(String argument) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "daemon.isolation=thread", "daemon.defaults.looptime=10ms")
			.run(argument);
		Workers workers = context.getBean(Workers.class);
		await().until(() -> workers.status("count") == WorkerState.LOOPING);
		return context;
	}

	private static String readAll(SocketChannel channel) throws IOException {
		StringBuilder text = new StringBuilder();
		ByteBuffer buffer = ByteBuffer.allocate(1024);
		while (channel.read(buffer) >= 0) {
			text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
			buffer.clear();
		}
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, DaemonAutoConfiguration.class, RpcAutoConfiguration.class,
			RpcSocketAutoConfiguration.class })
	static class Application {

		@Bean
		@Worker
		Counter count() {
			return new Counter();
		}

		@Bean
		Asking asking(Workers workers) {
			return new Asking(workers);
		}

		@Bean
		AfterAllOthers afterAllOthers(Asking asking) {
			return new AfterAllOthers(asking);
		}

	}

	static class Counter implements WorkerLoop {

		@Override
		public void loop() {
		}

		@WorkerCommand
		int next(int number) {
			return number + 1;
		}

	}

	@JsonRpcService("/rpc")
	interface Question {

		@JsonRpcMethod("asking.ask")
		Object ask() throws InterruptedException;

	}

	@RestController
	static class Asking implements Question {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch ending = new CountDownLatch(1);

		private final Workers workers;

		Asking(Workers workers) {
			this.workers = workers;
		}

		@Override
		@GetMapping("/ask")
		public Object ask() throws InterruptedException {
			this.entered.countDown();
			this.ending.await();
			return this.workers.send("count", "next", 42);
		}

	}

	/**
	 * Tells when the lifecycle beans of all later phases have stopped, and the web server
	 * is about to shut down gracefully.
	 */
	static class AfterAllOthers implements SmartLifecycle {

		private final Asking asking;

		private boolean running;

		AfterAllOthers(Asking asking) {
			this.asking = asking;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.asking.ending.countDown();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
		}

	}

}
