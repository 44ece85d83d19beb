package dev.daemonspring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
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
 * Tests for the endpoint where the server believes forwarding headers, and where it
 * speaks HTTP/2.
 */
@ParameterizedClass
@EnumSource(RpcWebServer.class)
class RpcHttpForwardedTests {

	@Parameter
	private RpcWebServer server;

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}";

	private static ConfigurableApplicationContext context;

	private static FakeWorkers workers;

	private static URI uri;

	@BeforeParameterizedClassInvocation
	static void start(RpcWebServer server) {
		context = server.run("--daemon.rpc.http.access=unrestricted", "--server.forward-headers-strategy=native",
				"--server.http2.enabled=true");
		workers = context.getBean(FakeWorkers.class);
		uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/rpc");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		context.close();
	}

	@BeforeEach
	void forget() {
		workers.calls.clear();
	}

	@Test
	void callerOnThisMachineComesInWhereTheServerBelievesHeaders() throws Exception {
		HttpResponse<String> response = send(HttpClient.Version.HTTP_1_1, HttpClient.newHttpClient());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(ANSWER);
	}

	@Test
	void callerBehindAProxyIsRefusedWhateverItsHeadersSay() throws Exception {
		for (String address : List.of("10.0.0.1", "203.0.113.7", "127.0.0.1", "127.0.0.1, 10.0.0.1", "::1", "x")) {
			HttpResponse<String> response = send(HttpClient.Version.HTTP_1_1, HttpClient.newHttpClient(),
					"X-Forwarded-For", address);
			assertThat(response.statusCode()).as(address).isEqualTo(403);
		}
		assertThat(send(HttpClient.Version.HTTP_1_1, HttpClient.newHttpClient(), "X-Forwarded-Proto", "https")
			.statusCode()).isEqualTo(403);
		assertThat(workers.calls).isEmpty();
	}

	@Test
	void callerCanSpeakHttp2() throws Exception {
		HttpClient client = upgraded(uri);
		for (int i = 0; i < 5; i++) {
			HttpResponse<String> response = send(HttpClient.Version.HTTP_2, client);
			assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo(ANSWER);
		}
		HttpResponse<String> refused = send(HttpClient.Version.HTTP_2, client, "Origin", "http://evil.example");
		assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.headers().firstValue("Connection")).isEmpty();
		assertThat(send(HttpClient.Version.HTTP_2, client).body()).isEqualTo(ANSWER);
		assertThat(workers.calls).hasSize(6);
	}

	@Test
	void authorityOfHttp2IsJudgedAsAHostIs() throws Exception {
		// 'ip6-localhost' would do, too, but not every machine has it
		URI loopback = URI.create("http://127.0.0.1:" + uri.getPort() + "/rpc");
		HttpClient client = upgraded(loopback);
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> response = client.send(request(loopback, HttpClient.Version.HTTP_2).build(),
					BodyHandlers.ofString());
			assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(response.body()).isEqualTo(ANSWER);
		}
	}

	@Test
	void callerBehindAProxyIsRefusedWhereTheApplicationBelievesHeaders() throws Exception {
		try (ConfigurableApplicationContext believing = this.server.run("--daemon.rpc.http.access=unrestricted",
				"--server.forward-headers-strategy=framework")) {
			URI rpc = URI
				.create("http://localhost:" + believing.getEnvironment().getProperty("local.server.port") + "/rpc");
			HttpClient client = HttpClient.newHttpClient();
			HttpRequest.Builder request = request(rpc, HttpClient.Version.HTTP_1_1);
			assertThat(client.send(request.build(), BodyHandlers.ofString()).body()).isEqualTo(ANSWER);
			believing.getBean(FakeWorkers.class).calls.clear();
			request.header("X-Forwarded-For", "127.0.0.1").header("X-Forwarded-Host", "localhost");
			assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);
			assertThat(believing.getBean(FakeWorkers.class).calls).isEmpty();
		}
	}

	/**
	 * Return a client that speaks HTTP/2 from now on. Netty upgrades no request that has
	 * a body.
	 */
	private static HttpClient upgraded(URI uri) throws Exception {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
		assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).statusCode())
			.isEqualTo(405);
		return client;
	}

	private static HttpResponse<String> send(HttpClient.Version version, HttpClient client, String... headers)
			throws Exception {
		HttpRequest.Builder request = request(uri, version);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return client.send(request.build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(URI uri, HttpClient.Version version) {
		return HttpRequest.newBuilder(uri)
			.version(version)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(PAUSE));
	}

}
