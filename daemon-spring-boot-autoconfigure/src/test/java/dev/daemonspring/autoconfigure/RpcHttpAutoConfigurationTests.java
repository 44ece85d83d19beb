package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.rpc.ConformanceCases;
import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcHttpAutoConfiguration} and
 * {@link RpcReactiveHttpAutoConfiguration}, over real web servers.
 */
@ParameterizedClass
@EnumSource(RpcWebServer.class)
class RpcHttpAutoConfigurationTests {

	@Parameter
	private RpcWebServer server;

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private static ConfigurableApplicationContext context;

	private static FakeWorkers workers;

	private static URI uri;

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeParameterizedClassInvocation
	static void start(RpcWebServer server) {
		context = server.run("--daemon.rpc.http.access=unrestricted");
		Integer port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		uri = URI.create("http://localhost:" + port + "/rpc");
		workers = context.getBean(FakeWorkers.class);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		context.close();
	}

	@BeforeEach
	void forget() {
		workers.calls.clear();
	}

	@TestFactory
	Stream<DynamicTest> conformsToTheSpecification() {
		return ConformanceCases.all()
			.stream()
			.map((test) -> DynamicTest.dynamicTest(test.toString(), () -> check(test)));
	}

	private void check(ConformanceCases.Case test) throws Exception {
		HttpResponse<byte[]> response = this.client.send(HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(test.request()))
			.build(), BodyHandlers.ofByteArray());
		assertThat(ConformanceCases.normalize(response.body())).isEqualTo(test.answer());
		assertThat(response.statusCode()).isEqualTo((test.answer() != null) ? 200 : 204);
	}

	@Test
	void answerIsJsonThatNobodyCaches() throws Exception {
		HttpResponse<String> response = send(PAUSE, "Content-Type", "application/json-rpc; charset=UTF-8");
		assertThat(response.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
		assertThat(workers.calls).containsExactly("pause ping");
	}

	@Test
	void bodyOfUnknownLengthIsRead() throws Exception {
		HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(PAUSE.getBytes())))
			.build(), BodyHandlers.ofString());
		assertThat(response.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
	}

	@Test
	void refusalIsBareAndWithoutEffect() throws Exception {
		String[][] refused = { { "415" }, { "415", "Content-Type", "text/plain" },
				{ "415", "Content-Type", "application/json", "Content-Type", "application/json" },
				{ "415", "Content-Type", "application/json;charset=utf-16" },
				{ "415", "Content-Type", "application/x-www-form-urlencoded" },
				{ "415", "Content-Type", "multipart/form-data; boundary=x" },
				{ "415", "Content-Type", "application/json", "Content-Encoding", "gzip" },
				{ "403", "Content-Type", "application/json", "Origin", "http://localhost:" + uri.getPort() },
				{ "403", "Content-Type", "application/json", "Origin", "null" },
				{ "403", "Content-Type", "application/json", "Sec-Fetch-Site", "cross-site" },
				{ "403", "Content-Type", "application/json", "Sec-Fetch-Site", "same-site" },
				{ "403", "Content-Type", "application/json", "X-Forwarded-For", "127.0.0.1" },
				{ "403", "Content-Type", "application/json", "Forwarded", "for=127.0.0.1" } };
		for (String[] test : refused) {
			String[] headers = java.util.Arrays.copyOfRange(test, 1, test.length);
			HttpResponse<String> response = send(PAUSE, headers);
			assertThat(response.statusCode()).as(String.join(" ", test)).isEqualTo(Integer.parseInt(test[0]));
			assertThat(response.body()).isEmpty();
		}
		for (String method : new String[] { "GET", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD" }) {
			HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.method(method, BodyPublishers.ofString(PAUSE))
				.build(), BodyHandlers.ofString());
			assertThat(response.statusCode()).as(method).isEqualTo(405);
		}
		assertThat(workers.calls).isEmpty();
	}

	private HttpResponse<String> send(String body, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

}
