package dev.daemonspring.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import com.googlecode.jsonrpc4j.JsonRpcClientException;
import com.googlecode.jsonrpc4j.JsonRpcHttpClient;
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

import dev.daemonspring.rpc.FakeWorkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the endpoint stands whatever comes over the wire, on real web servers.
 */
@ParameterizedClass
@EnumSource(RpcWebServer.class)
class RpcHttpHostileTests {

	@Parameter
	private RpcWebServer server;

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}";

	private static ConfigurableApplicationContext context;

	private static FakeWorkers workers;

	private static int port;

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeParameterizedClassInvocation
	static void start(RpcWebServer server) {
		context = server.run("--daemon.rpc.http.read-timeout=8s", "--daemon.rpc.http.access=unrestricted");
		port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
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

	@Test
	void slowBodiesHoldNoThread() throws Exception {
		List<Socket> slow = new ArrayList<>();
		for (int i = 0; i < 250; i++) {
			slow.add(send(head("Content-Length: 100") + "{\"json"));
		}
		assertThat(call().body()).isEqualTo(ANSWER);
		assertStillWaitedFor(slow);
		for (Socket socket : slow) {
			assertThat(receive(socket)).startsWith("HTTP/1.1 408");
		}
	}

	@Test
	void slowChunksHoldFewThreads() throws Exception {
		List<Socket> slow = new ArrayList<>();
		try {
			for (int i = 0; i < 250; i++) {
				slow.add(send(head("Transfer-Encoding: chunked") + "64\r\n{\"json"));
			}
			assertThat(call().body()).isEqualTo(ANSWER);
			assertStillWaitedFor(slow);
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
	}

	private static void assertStillWaitedFor(List<Socket> slow) throws IOException {
		int waiting = 0;
		for (Socket socket : slow) {
			waiting += (socket.getInputStream().available() == 0) ? 1 : 0;
		}
		assertThat(waiting).as("bodies that are still waited for, more than there are threads").isGreaterThan(200);
	}

	@Test
	void bodyThatArrivesInPiecesIsAnswered() throws Exception {
		Socket socket = send(head("Content-Length: " + PAUSE.length(), "Connection: close") + PAUSE.substring(0, 10));
		// Another call goes through meanwhile
		assertThat(call().body()).isEqualTo(ANSWER);
		write(socket, PAUSE.substring(10));
		assertThat(receive(socket)).startsWith("HTTP/1.1 200").endsWith(ANSWER);
		assertThat(workers.calls).hasSize(2);
	}

	@Test
	void manyCallersAtOnceAreAnswered() {
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			answers.add(HttpClient.newHttpClient().sendAsync(request().build(), BodyHandlers.ofString()));
		}
		answers.forEach((answer) -> assertThat(answer.join().body()).isEqualTo(ANSWER));
	}

	@Test
	void bodyWhenTooLargeIsNotWaitedFor() throws Exception {
		Socket announced = send(head("Content-Length: 10485760"));
		assertThat(receive(announced)).startsWith("HTTP/1.1 200").contains("-32010");
		Socket chunked = send(head("Transfer-Encoding: chunked"));
		String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
		try {
			write(chunked, chunk.repeat(32));
		}
		catch (IOException ex) {
			// It hung up
		}
		assertThat(receive(chunked)).satisfiesAnyOf((text) -> assertThat(text).contains("-32010"),
				(text) -> assertThat(text).isEmpty());
		assertThat(workers.calls).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 1572864", "Content-Length: 1572864\r\nOrigin: http://example.org" })
	void refusalReachesAClientThatStillSends(String headers) throws Exception {
		Socket socket = send(head(headers));
		String piece = " ".repeat(1572864 / 48);
		for (int i = 0; i < 48; i++) {
			write(socket, piece);
		}
		assertThat(receive(socket)).satisfiesAnyOf((answer) -> assertThat(answer).contains("-32010"),
				(answer) -> assertThat(answer).startsWith("HTTP/1.1 403"));
	}

	@Test
	void lengthThatIsWrongHasNoEffect() throws Exception {
		assertThat(receive(send(head("Content-Length: 5") + PAUSE))).contains("-32700");
		assertThat(receive(send(head("Content-Length: x") + PAUSE))).startsWith("HTTP/1.1 400");
		assertThat(receive(send(head("Content-Length: -1") + PAUSE))).startsWith("HTTP/1.1 400");
		assertThat(receive(send(head("Content-Length: 5", "Content-Length: 90") + PAUSE))).startsWith("HTTP/1.1 400");
		assertThat(receive(send(head("Content-Length: " + (PAUSE.length() + 10)) + PAUSE))).startsWith("HTTP/1.1 408");
		// What is left behind a message ends its own connection at most
		assertThat(call().body()).isEqualTo(ANSWER);
		assertThat(workers.calls).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "zz\r\n" + PAUSE, "-1\r\n" + PAUSE, "5\r\n" + PAUSE + "\r\n0\r\n\r\n",
			"fffffffffffffffff\r\n" + PAUSE, "\r\n\r\n" })
	void chunkThatIsMalformedIsBadRequest(String body) throws Exception {
		assertBadRequest(body, false);
	}

	@Test
	void chunkWithoutLineEndIsBadRequest() throws Exception {
		assertBadRequest(Integer.toHexString(PAUSE.length()) + "\r\n" + PAUSE + "0\r\n\r\n", false);
	}

	@Test
	void chunkWithOverlongLineIsBadRequest() throws Exception {
		Socket socket = send(head("Transfer-Encoding: chunked") + "5;" + "x".repeat(20_000) + "\r\n");
		String answer = receive(socket);
		if (this.server == RpcWebServer.REACTIVE_NETTY) {
			// It takes any line that is too long for that of a request
			assertThat(answer).startsWith("HTTP/1.1 414");
		}
		else {
			assertBadRequestAnswer(answer, false);
		}
		assertThat(workers.calls).isEmpty();
	}

	@Test
	void chunkThatIsMalformedAfterAWholeMessageIsBadRequest() throws Exception {
		assertBadRequest(chunk(PAUSE) + "zz\r\n", false);
	}

	@Test
	void chunksThatEndEarlyAfterAWholeMessageAreBadRequest() throws Exception {
		assertBadRequest(chunk(PAUSE), true);
	}

	private static String chunk(String text) {
		return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "5", "5\r\n", "5\r\n{\"a", "5\r\n{\"a\":\r\n", "5\r\n{\"a\":\r\n0\r\n" })
	void chunksThatEndEarlyAreBadRequest(String body) throws Exception {
		assertBadRequest(body, true);
	}

	/**
	 * Send the body with the head, and then when it is waited for.
	 */
	private void assertBadRequest(String body, boolean end) throws Exception {
		Socket whole = send(head("Transfer-Encoding: chunked") + body);
		if (end) {
			whole.shutdownOutput();
		}
		assertBadRequestAnswer(receive(whole), end);
		assertNothingIsCalled();
		Socket late = send(head("Transfer-Encoding: chunked"));
		assertThat(call().body()).isEqualTo(ANSWER);
		workers.calls.clear();
		write(late, body);
		if (end) {
			late.shutdownOutput();
		}
		assertBadRequestAnswer(receive(late), end);
		assertNothingIsCalled();
	}

	/**
	 * Nor a moment later: what is called may be called on another thread.
	 */
	private static void assertNothingIsCalled() {
		await().during(Duration.ofMillis(250)).until(workers.calls::isEmpty);
	}

	/**
	 * Tomcat hangs up by itself where a non-blocking read meets the chunk, and WebFlux
	 * has no other; Netty does when its caller has closed one direction.
	 */
	private void assertBadRequestAnswer(String answer, boolean end) {
		boolean mayHangUp = this.server == RpcWebServer.REACTIVE_TOMCAT
				|| (end && this.server == RpcWebServer.REACTIVE_NETTY);
		if (!mayHangUp || !answer.isEmpty()) {
			assertThat(answer).startsWith("HTTP/1.1 400");
		}
	}

	@Test
	void headWhenForeignHasNoEffect() throws Exception {
		String length = "Content-Length: " + PAUSE.length();
		String json = "Content-Type: application/json";
		for (String hosts : List.of("", "Host: evil.example\r\n", "Host: localhost\r\nHost: localhost\r\n",
				"Host: localhost\r\nHost: evil.example\r\n")) {
			assertThat(receive(send("POST /rpc HTTP/1.1\r\n" + hosts + json + "\r\n" + length + "\r\n\r\n" + PAUSE)))
				.startsWith("HTTP/1.1 4");
		}
		assertThat(receive(send("POST /rpc HTTP/1.0\r\n" + json + "\r\n" + length + "\r\n\r\n" + PAUSE)))
			.contains(" 400");
		assertThat(receive(send("POST http://evil.example/rpc HTTP/1.1\r\nHost: localhost\r\n" + json + "\r\n" + length
				+ "\r\n\r\n" + PAUSE)))
			.startsWith("HTTP/1.1 4");
		assertThat(workers.calls).isEmpty();
	}

	@Test
	void otherPathsAreNotTheEndpoint() throws Exception {
		for (String path : List.of("/rpc/", "/rpc/x", "/RPC", "/rpc.json")) {
			HttpResponse<String> response = this.client
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
					.header("Content-Type", "application/json")
					.POST(BodyPublishers.ofString(PAUSE))
					.build(), BodyHandlers.ofString());
			assertThat(response.statusCode()).as(path).isBetween(400, 499);
		}
		assertThat(workers.calls).isEmpty();
	}

	@Test
	void clientOfJsonrpc4jCanCall() throws Throwable {
		JsonRpcHttpClient client = new JsonRpcHttpClient(URI.create("http://localhost:" + port + "/rpc").toURL());
		assertThat(client.invoke("worker.status", new Object[] { "ping" }, Integer.class)).isEqualTo(1);
		assertThat(client.invoke("examples.subtract", new Object[] { 42, 23 }, Integer.class)).isEqualTo(19);
		assertThatExceptionOfType(JsonRpcClientException.class)
			.isThrownBy(() -> client.invoke("worker.status", new Object[] { "nobody" }, Integer.class))
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo(-32602));
	}

	private HttpResponse<String> call() throws IOException, InterruptedException {
		return this.client.send(request().build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request() {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/rpc"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(PAUSE.getBytes(StandardCharsets.UTF_8))));
	}

	private static String head(String... headers) {
		return "POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ String.join("\r\n", headers) + "\r\n\r\n";
	}

	private static Socket send(String text) throws IOException {
		Socket socket = new Socket("localhost", port);
		socket.setSoTimeout(20_000);
		write(socket, text);
		return socket;
	}

	private static void write(Socket socket, String text) throws IOException {
		OutputStream output = socket.getOutputStream();
		output.write(text.getBytes(StandardCharsets.UTF_8));
		output.flush();
	}

	/**
	 * Read the answer, to its announced end or to that of the connection.
	 */
	private static String receive(Socket socket) {
		StringBuilder text = new StringBuilder();
		try (socket) {
			InputStream input = socket.getInputStream();
			for (int b = input.read(); b >= 0 && !isWhole(text.append((char) b)); b = input.read()) {
				continue;
			}
		}
		catch (IOException ex) {
			// It hung up; what came before counts
		}
		return text.toString();
	}

	private static boolean isWhole(CharSequence answer) {
		String text = answer.toString();
		int end = text.indexOf("\r\n\r\n");
		int length = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
		return end >= 0 && length >= 0
				&& text.length() >= end + 4 + Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)));
	}

}
