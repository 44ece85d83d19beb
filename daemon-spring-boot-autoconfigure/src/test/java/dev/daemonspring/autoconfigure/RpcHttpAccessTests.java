package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a caller on this machine may call over HTTP without a credential, where
 * something is excluded and nothing else is said.
 */
@ParameterizedClass
@EnumSource(RpcWebServer.class)
class RpcHttpAccessTests {

	@Parameter
	private RpcWebServer server;

	private static ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeParameterizedClassInvocation
	static void start(RpcWebServer server) {
		context = server.run("--daemon.rpc.http.exclude=examples.text");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		context.close();
	}

	@Test
	void openMethodsCanBeCalled() throws Exception {
		for (String method : List.of("worker.list", "worker.status", "system.listMethods", "rpc.discover",
				"examples.read")) {
			HttpResponse<String> response = call("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"id\":1}");
			assertThat(response.statusCode()).as(method).isEqualTo(200);
			assertThat(response.body()).as(method).contains("\"result\"");
		}
	}

	@Test
	void restIsRefusedAndTheRefusalNamesTheWaysIn() throws Exception {
		for (String method : List.of("worker.info", "worker.pause", "worker.stop", "daemon.shutdown",
				"handyman.changename", "examples.text")) {
			HttpResponse<String> response = call("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"id\":1}");
			assertThat(response.statusCode()).as(method).isEqualTo(403);
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
			assertThat(response.body()).as(method).contains("-32004").contains("'daemon.rpc.http.");
		}
		assertThat(call("{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"id\":1}").body())
			.contains("'daemon.rpc.token'")
			.contains("'daemon.rpc.http.roles'")
			.contains("'daemon.rpc.http.access'");
		assertThat(context.getBean(FakeWorkers.class).calls).isEmpty();
	}

	@Test
	void batchIsAnsweredEntryByEntry() throws Exception {
		HttpResponse<String> response = call("[{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"id\":1},"
				+ "{\"jsonrpc\":\"2.0\",\"method\":\"worker.status\",\"id\":2},"
				+ "{\"jsonrpc\":\"2.0\",\"method\":\"daemon.shutdown\"}]");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("-32004").contains("\"id\":2,\"result\"");
		assertThat(context.getBean(FakeWorkers.class).calls).isEmpty();
	}

	private HttpResponse<String> call(String body) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/rpc");
		return this.client.send(HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

}
