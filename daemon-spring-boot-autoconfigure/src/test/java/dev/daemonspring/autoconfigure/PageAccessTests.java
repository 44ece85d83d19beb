package dev.daemonspring.autoconfigure;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who may look at the page and who may act on it: those who may call the RPC's
 * methods.
 */
class PageAccessTests {

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private static final List<String> READS = List.of("/state", "/session", "/curves", "/worker?name=ping",
			"/threaddump?name=ping");

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void callerWithoutACredentialIsToldWhyItMayNotRead(RpcWebServer server) throws Exception {
		run(server, (page, workers) -> {
			assertThat(page.get("/").statusCode()).isEqualTo(200);
			for (String path : READS) {
				HttpResponse<String> response = page.get(path);
				assertThat(response.statusCode()).as(path).isEqualTo(403);
				assertThat(response.headers().firstValue("Content-Type")).get().asString().startsWith("text/plain");
				assertThat(response.body()).contains("'worker.info' can't be called without a credential",
						"'daemon.rpc.http.access'");
			}
			assertThat(page.order(PAUSE).statusCode()).isEqualTo(403);
			assertThat(workers.calls).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void readerMayNotAct(RpcWebServer server) throws Exception {
		run(server, (page, workers) -> {
			for (String path : READS) {
				assertThat(page.get(path).statusCode()).as(path).isEqualTo(200);
			}
			assertThat(page.get("/session").body()).isEqualTo("{\"readOnly\":false,\"orders\":[]}");
			HttpResponse<String> response = page.order(PAUSE);
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(response.body()).contains("-32004");
			assertThat(workers.calls).isEmpty();
		}, "--daemon.rpc.http.access=read-only");
	}

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void nobodyActsOnAPageThatIsReadOnly(RpcWebServer server) throws Exception {
		run(server, (page, workers) -> {
			assertThat(page.get("/session").body()).isEqualTo("{\"readOnly\":true,\"orders\":[]}");
			assertThat(page.order(PAUSE).statusCode()).isEqualTo(404);
			assertThat(workers.calls).isEmpty();
		}, "--daemon.rpc.http.access=unrestricted", "--daemon.page.read-only=true");
	}

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void ordersThatAreExcludedAreNotOffered(RpcWebServer server) throws Exception {
		run(server, (page, workers) -> {
			assertThat(page.get("/session").body())
				.contains("\"orders\":[\"pause\",\"resume\",\"start\",\"restart\",\"run\",\"scale\"]");
			assertThat(page.order(PAUSE.replace("pause", "stop")).statusCode()).isEqualTo(403);
			assertThat(workers.calls).isEmpty();
		}, "--daemon.rpc.http.access=unrestricted", "--daemon.rpc.http.exclude=worker.stop,worker.send");
	}

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void tokenIsAskedForByTheDocument(RpcWebServer server) throws Exception {
		run(server, (page, workers) -> {
			for (String path : List.of("/", "/page.js", "/page.css")) {
				assertThat(page.get(path).statusCode()).as(path).isEqualTo(200);
			}
			for (String path : READS) {
				HttpResponse<String> refused = page.get(path);
				assertThat(refused.statusCode()).as(path).isEqualTo(401);
				assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
				assertThat(refused.body()).isEmpty();
				assertThat(page.get(path, "Authorization", "Bearer wrong-secret-wrong").statusCode()).isEqualTo(401);
				assertThat(page.get(path, "Authorization", "Bearer open-sesame-open").statusCode()).isEqualTo(200);
			}
			assertThat(page.order(PAUSE).statusCode()).isEqualTo(401);
			assertThat(workers.calls).isEmpty();
			assertThat(page.order(PAUSE, "Authorization", "Bearer open-sesame-open").statusCode()).isEqualTo(200);
			assertThat(workers.calls).containsExactly("pause ping");
		}, "--daemon.rpc.token=open-sesame-open");
	}

	@ParameterizedTest
	@CsvSource({ "--daemon.rpc.access=none, 403, 403", "--daemon.rpc.http.access=none, 403, 403",
			"--daemon.rpc.access=read-only, 403, 403", "--daemon.rpc.http.include=worker.info, 403, 403" })
	void propertyThatNarrowsTheRpcNarrowsThePage(String property, int read, int act) throws Exception {
		run(RpcWebServer.SERVLET_TOMCAT, (page, workers) -> {
			assertThat(page.get("/state").statusCode()).isEqualTo(read);
			assertThat(page.order(PAUSE).statusCode()).isEqualTo(act);
			assertThat(workers.calls).isEmpty();
		}, property);
	}

	@Test
	void originThatTheRpcAdmitsIsThatOfAProxy() throws Exception {
		run(RpcWebServer.SERVLET_TOMCAT, (page, workers) -> {
			assertThat(page.order(PAUSE, "Origin", "https://ops.example.com").statusCode()).isEqualTo(200);
			assertThat(page.order(PAUSE, "Origin", "https://other.example.com").statusCode()).isEqualTo(403);
		}, "--daemon.rpc.http.access=unrestricted", "--daemon.rpc.http.allowed-origins=https://ops.example.com");
	}

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void pageIsThereWithoutTheRpcOverHttp(RpcWebServer server) throws Exception {
		run(server, (page, workers) -> {
			assertThat(page.get("/state").statusCode()).isEqualTo(200);
			assertThat(page.order(PAUSE).statusCode()).isEqualTo(200);
			assertThat(new PageClient(page.url().replace("/daemon", "/rpc")).get("").statusCode()).isEqualTo(404);
		}, "--daemon.rpc.http.enabled=false", "--daemon.rpc.http.access=unrestricted");
	}

	@ParameterizedTest
	@EnumSource(RpcWebServer.class)
	void pageIsWhereItsPathSays(RpcWebServer server) throws Exception {
		String prefix = (server == RpcWebServer.SERVLET_TOMCAT) ? "server.servlet.context-path"
				: "spring.webflux.base-path";
		try (ConfigurableApplicationContext context = server.run("--daemon.page.enabled=true",
				"--daemon.page.path=/ops/workers", "--daemon.rpc.http.access=unrestricted", "--" + prefix + "=/shop")) {
			PageClient page = new PageClient("http://localhost:"
					+ context.getEnvironment().getProperty("local.server.port") + "/shop/ops/workers");
			HttpResponse<String> redirect = page.get("");
			assertThat(redirect.headers().firstValue("Location")).hasValue("workers/");
			assertThat(page.get("/").statusCode()).isEqualTo(200);
			assertThat(page.get("/state").statusCode()).isEqualTo(200);
			assertThat(page.order(PAUSE).statusCode()).isEqualTo(200);
		}
	}

	private static void run(RpcWebServer server, Check check, String... arguments) throws Exception {
		String[] all = new String[arguments.length + 1];
		all[0] = "--daemon.page.enabled=true";
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		try (ConfigurableApplicationContext context = server.run(all)) {
			check.check(new PageClient(
					"http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/daemon"),
					context.getBean(FakeWorkers.class));
		}
	}

	/**
	 * What is checked while the application runs.
	 */
	private interface Check {

		void check(PageClient page, FakeWorkers workers) throws Exception;

	}

}
