package dev.daemonspring.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A daemon of 256 MB whose RPC is attacked with large messages answers the next one, and
 * restarts its workers meanwhile.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RpcMemoryTests {

	private static final int SIZE = 900_000;

	private static final int CALLERS = 32;

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final String DISCOVER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rpc.discover\"}";

	private static final String STATUS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.status\",\"params\":[\"worker\"]}";

	private @TempDir Path directory;

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void daemonAnswersAndRestartsWorkersUnderLargeMessages() throws Exception {
		try (DaemonJvm daemon = DaemonJvm.start(this.directory, DaemonJvm.classPathOfTest(),
				List.of("-Xmx256m", "-XX:+UseSerialGC"), "--server.port=0", "--server.address=127.0.0.1")) {
			long worker = daemon.awaitWorker(null);
			await().atMost(DaemonJvm.PATIENCE).until(() -> PORT.matcher(daemon.output()).find());
			Matcher found = PORT.matcher(daemon.output());
			assertThat(found.find()).isTrue();
			int port = Integer.parseInt(found.group(1));
			for (String attack : List.of(multicalls(), batch(), "[".repeat(SIZE), "{\"a\":".repeat(SIZE / 5))) {
				List<Socket> slow = new ArrayList<>();
				List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
				for (int i = 0; i < CALLERS; i++) {
					slow.add(send(port, attack));
					answers.add(this.client.sendAsync(request(port, attack), BodyHandlers.discarding()));
				}
				daemon.kill(worker);
				worker = daemon.awaitWorker(worker);
				answers.forEach((answer) -> answer.handle((response, failure) -> "over").join());
				assertStatus(port);
				for (Socket socket : slow) {
					socket.close();
				}
				assertStatus(port);
			}
			assertThat(daemon.output()).doesNotContain("java.lang.OutOfMemoryError");
			daemon.order("shutdown");
			assertThat(daemon.awaitExit()).isZero();
		}
	}

	private void assertStatus(int port) {
		await().atMost(DaemonJvm.PATIENCE).untilAsserted(() -> {
			HttpResponse<String> response = this.client.send(request(port, STATUS), BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}");
		});
	}

	private static String multicalls() {
		String call = "{\"methodName\":\"rpc.discover\",\"params\":[]}";
		return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system.multicall\",\"params\":[[" + repeat(call) + "]]}";
	}

	private static String batch() {
		return "[" + repeat(DISCOVER) + "]";
	}

	private static String repeat(String call) {
		return (call + ",").repeat(SIZE / (call.length() + 1)) + call;
	}

	private static HttpRequest request(int port, String message) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rpc"))
			.timeout(Duration.ofMinutes(1))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(message))
			.build();
	}

	/**
	 * Send a message whose answer nobody reads.
	 */
	private static Socket send(int port, String message) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(1024);
		socket.connect(new InetSocketAddress("127.0.0.1", port));
		byte[] body = message.getBytes(StandardCharsets.UTF_8);
		OutputStream out = socket.getOutputStream();
		out.write(("POST /rpc HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
				+ body.length + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		try {
			out.write(body);
			out.flush();
		}
		catch (IOException ex) {
			// It hung up, which it may
		}
		return socket;
	}

}
