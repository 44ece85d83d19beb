package dev.daemonspring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page over HTTP, on real web servers, where whoever calls from this
 * machine may do everything.
 */
@ParameterizedClass
@EnumSource(RpcWebServer.class)
class PageHttpTests {

	@Parameter
	private RpcWebServer server;

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}";

	private static ConfigurableApplicationContext context;

	private static FakeWorkers workers;

	private static int port;

	private static PageClient page;

	@BeforeParameterizedClassInvocation
	static void start(RpcWebServer server) {
		context = server.run("--daemon.page.enabled=true", "--daemon.rpc.http.access=unrestricted",
				"--spring.application.name=shop");
		port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		workers = context.getBean(FakeWorkers.class);
		page = new PageClient("http://localhost:" + port + "/daemon");
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
	void pathWithoutASlashLeadsToTheDocument() throws Exception {
		HttpResponse<String> response = page.get("");
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(response.headers().firstValue("Location")).hasValue("daemon/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/page.js", "/page.css" })
	void filesHaveTheStrictPolicy(String path) throws Exception {
		HttpResponse<String> response = page.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Security-Policy")).get()
			.asString()
			.startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;")
			.contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'",
					"require-trusted-types-for 'script'")
			.doesNotContain("unsafe", "*", "http");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
		assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
	}

	@Test
	void documentHasNoCodeInItAndNamesRelativeAddressesAlone() throws Exception {
		String document = page.get("/").body();
		assertThat(document).doesNotContain("<style", "style=", "onclick", "javascript:")
			.doesNotContainPattern("<script(?![^>]* src=)")
			.doesNotContainPattern("(src|href)=\"(/|https?:)");
		assertThat(page.get("/page.js").body()).doesNotContain("innerHTML", "eval(", "http://localhost");
		assertThat(page.get("/page.css").body()).doesNotContain("@import", "url(");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/page.js", "/state" })
	void whatTheBrowserHasIsNotSentAgain(String path) throws Exception {
		String tag = page.get(path).headers().firstValue("ETag").orElseThrow();
		for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
			HttpResponse<String> again = page.get(path, "If-None-Match", known);
			assertThat(again.statusCode()).as(known).isEqualTo(304);
			assertThat(again.body()).isEmpty();
			assertThat(again.headers().firstValue("ETag")).hasValue(tag);
		}
		assertThat(page.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
	}

	@Test
	void whatIsTaggedHasATagOfItsOwn() throws Exception {
		Set<String> tags = new HashSet<>();
		for (String path : List.of("/", "/page.js", "/page.css", "/state")) {
			tags.add(page.get(path).headers().firstValue("ETag").orElseThrow());
		}
		assertThat(tags).hasSize(4);
	}

	@Test
	void stateHasEveryWorker() throws Exception {
		HttpResponse<String> response = page.get("/state");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.headers().firstValue("Daemon-Time")).get().asString().matches("\\d+");
		JsonNode state = JsonMapper.shared().readTree(response.body());
		assertThat(state.get("workers").valueStream().map((worker) -> worker.get("name").stringValue()))
			.containsExactly("handyman", "ping");
		JsonNode handyman = state.get("workers").get(0);
		assertThat(handyman.get("state").stringValue()).isEqualTo("LOOPING");
		assertThat(handyman.get("rhythm").stringValue()).isNotBlank();
	}

	@Test
	void sessionTellsWhatTheCallerMayDo() throws Exception {
		assertThat(page.get("/session").body()).isEqualTo("{\"application\":\"shop\",\"readOnly\":false,"
				+ "\"orders\":[\"pause\",\"resume\",\"start\",\"stop\",\"restart\",\"run\",\"scale\",\"send\"]}");
	}

	@Test
	void workerTellsItsCommandsWithTheirParameters() throws Exception {
		assertThat(page.get("/worker?name=handyman").body()).contains("\"commands\":[{\"name\":\"changename\","
				+ "\"description\":\"Changes the name\",\"parameters\":[{\"name\":\"to\",\"required\":true,"
				+ "\"schema\":{\"type\":\"string\"}}]}]");
		assertThat(page.get("/worker?name=ping").body()).doesNotContain("commands");
	}

	@Test
	void workerTellsItsLives() throws Exception {
		assertThat(page.get("/worker?name=ping").body()).contains("\"lives\":[{\"started\":1767322800000,"
				+ "\"ended\":1767322860000,\"pid\":4710,\"start\":\"cold\",\"reason\":\"went down\","
				+ "\"exit\":\"exit code 1\",\"error\":\"no more paper\",\"iterations\":41}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/worker?name=nobody", "/worker", "/threaddump?name=nobody" })
	void workerThatIsUnknownIsNotFound(String path) throws Exception {
		HttpResponse<String> response = page.get(path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.headers().firstValue("Content-Type")).get().asString().startsWith("text/plain");
	}

	@Test
	void threadDumpIsText() throws Exception {
		HttpResponse<String> response = page.get("/threaddump?name=handyman");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("\"main\" #1 of handyman");
		assertThat(response.headers().firstValue("Content-Type")).get().asString().startsWith("text/plain");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
	}

	@Test
	void curvesAreThoseSinceTheLastSample() throws Exception {
		for (String after : List.of("", "?after=-1", "?after=rubbish", "?after=999999999999999999999")) {
			assertThat(page.get("/curves" + after).body()).startsWith("{\"period\":5000,\"from\":0,");
		}
		assertThat(page.get("/curves?after=9000000000000000000").statusCode()).isEqualTo(200);
		assertThat(page.get("/curves?after=9223372036854775807").statusCode()).isEqualTo(200);
	}

	@Test
	void orderIsACallOfTheRpc() throws Exception {
		HttpResponse<String> response = page.order(PAUSE, "Origin", "http://localhost:" + port, "Sec-Fetch-Site",
				"same-origin");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(ANSWER);
		assertThat(workers.calls).containsExactly("pause ping");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/page.js", "/session", "/state", "/curves", "/worker?name=ping",
			"/threaddump?name=ping", "/orders", "/orders?method=worker.pause&params=%5B%22ping%22%5D" })
	void nothingActsByGet(String path) throws Exception {
		for (String method : List.of("GET", "HEAD")) {
			HttpResponse<String> response = page.send(method, path, null);
			assertThat(response.statusCode()).as(method)
				.isIn((path.startsWith("/orders")) ? List.of(405) : List.of(200, 302));
		}
		assertThat(workers.calls).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/page.css", "/session", "/state", "/worker?name=ping" })
	void whatIsReadTakesNoOtherMethod(String path) throws Exception {
		for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
			HttpResponse<String> response = page.send(method, path, PAUSE, "Content-Type", "application/json");
			assertThat(response.statusCode()).as(method).isEqualTo(405);
			assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
		}
		assertThat(workers.calls).isEmpty();
	}

	@Test
	void ordersOfOtherPagesAreRefused() throws Exception {
		for (String origin : List.of("http://evil.example", "null", "http://localhost:1", "http://localhost",
				"http://127.0.0.1:" + port, "http://localhost:" + port + ".evil.example")) {
			assertThat(page.order(PAUSE, "Origin", origin).statusCode()).as(origin).isEqualTo(403);
		}
		for (String site : List.of("cross-site", "same-site")) {
			assertThat(page.order(PAUSE, "Origin", "http://localhost:" + port, "Sec-Fetch-Site", site).statusCode())
				.as(site)
				.isEqualTo(403);
			assertThat(page.order(PAUSE, "Sec-Fetch-Site", site).statusCode()).as(site).isEqualTo(403);
		}
		for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
			assertThat(page.send("POST", "/orders", PAUSE, "Content-Type", type).statusCode()).as(type).isEqualTo(415);
		}
		assertThat(workers.calls).isEmpty();
	}

	@Test
	void hostThatIsNotListedIsRefusedAlsoWhenItIsTheOrigin() throws Exception {
		String host = "rebound.example:" + port;
		assertThat(RawRequest.status(port, "GET /daemon/state", "Host: " + host)).isEqualTo(403);
		assertThat(RawRequest.status(port, "GET /daemon/", "Host: " + host)).isEqualTo(403);
		assertThat(RawRequest.status(port, "POST /daemon/orders", "Host: " + host, "Origin: http://" + host,
				"Sec-Fetch-Site: same-origin", "Content-Type: application/json", "Content-Length: 0"))
			.isEqualTo(403);
		assertThat(RawRequest.status(port, "GET /daemon/state", "Host: localhost:" + port)).isEqualTo(200);
	}

	@Test
	void pageOfAnotherSiteLinksToTheDocumentAndReadsNothing() throws Exception {
		assertThat(page.get("/", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(200);
		for (String path : List.of("/state", "/session", "/worker?name=ping", "/threaddump?name=ping", "/curves")) {
			for (String site : List.of("cross-site", "same-site")) {
				assertThat(page.get(path, "Sec-Fetch-Site", site).statusCode()).as(path).isEqualTo(403);
			}
			assertThat(page.get(path, "Origin", "http://evil.example").statusCode()).as(path).isEqualTo(403);
			assertThat(page.get(path, "Sec-Fetch-Site", "same-origin").statusCode()).as(path).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/state", "/session" })
	void callerBehindAProxyIsRefused(String path) throws Exception {
		assertThat(page.get(path, "X-Forwarded-For", "127.0.0.1").statusCode()).isEqualTo(403);
	}

	@Test
	void restBelowThePathIsTheApplications() throws Exception {
		for (String path : List.of("/other", "/state/", "/page.js.map", "/orders/x")) {
			assertThat(page.get(path).statusCode()).as(path).isEqualTo(404);
		}
	}

	@Test
	void rpcRefusesPagesOfItsOwnOriginAsEver() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/rpc"))
			.header("Content-Type", "application/json")
			.header("Origin", "http://localhost:" + port)
			.POST(BodyPublishers.ofString(PAUSE))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
		assertThat(workers.calls).isEmpty();
	}

}
