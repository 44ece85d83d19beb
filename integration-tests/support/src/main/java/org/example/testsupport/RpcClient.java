package org.example.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls methods of a daemon over JSON-RPC, one connection a call. Thread-safe.
 */
public final class RpcClient {

	private static final JsonMapper json = JsonMapper.builder().build();

	private final Exchange exchange;

	private RpcClient(Exchange exchange) {
		this.exchange = exchange;
	}

	/**
	 * Return a client that calls over HTTP.
	 * @param port the port of the application's web server on this machine
	 * @param path the path of the endpoint, with the context path
	 * @return the client
	 */
	public static RpcClient overHttp(int port, String path) {
		HttpClient http = HttpClient.newHttpClient();
		URI uri = URI.create("http://127.0.0.1:" + port + path);
		return new RpcClient((request) -> http
			.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.timeout(JavaProcess.PATIENCE)
				.POST(HttpRequest.BodyPublishers.ofString(request))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body());
	}

	/**
	 * Return a client that calls over a Unix socket.
	 * @param socket the path of the socket
	 * @return the client
	 */
	public static RpcClient overUnixSocket(Path socket) {
		return new RpcClient((request) -> {
			try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
				channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
				return new BufferedReader(
						new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))
					.readLine();
			}
		});
	}

	/**
	 * Call a method.
	 * @param method the name of the method
	 * @param params its parameters
	 * @return the result
	 * @throws AssertionError when the answer is an error
	 */
	public JsonNode call(String method, Object... params) {
		String request = json.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
		String answer = exchange(request);
		JsonNode result = json.readTree(answer).path("result");
		if (result.isMissingNode()) {
			throw new AssertionError("'%s' was answered with %s".formatted(request, answer));
		}
		return result;
	}

	/**
	 * Call a method while it may not be there yet: a worker is about to start.
	 * @param method the name of the method
	 * @param params its parameters
	 * @return the result as a text, or an empty text when the answer is an error
	 */
	public String ask(String method, Object... params) {
		String request = request(method, params);
		return json.readTree(exchange(request)).path("result").asString("");
	}

	private static String request(String method, Object... params) {
		return json.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
	}

	private String exchange(String request) {
		try {
			return this.exchange.exchange(request);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@FunctionalInterface
	private interface Exchange {

		String exchange(String request) throws IOException, InterruptedException;

	}

}
