package org.example.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A proxy that takes a prefix from the path and tells nobody of it, as nginx does by
 * default.
 */
final class PrefixProxy implements AutoCloseable {

	private static final Set<String> OF_THE_CONNECTION = Set.of("host", "connection", "content-length", "upgrade",
			"transfer-encoding", "http2-settings");

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String prefix;

	private volatile int target;

	PrefixProxy(String prefix) throws IOException {
		this.prefix = prefix;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext(prefix, this::pass);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	void leadTo(int port) {
		this.target = port;
	}

	private void pass(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().toString().substring(this.prefix.length());
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.target + path))
			.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
		exchange.getRequestHeaders().forEach((name, values) -> {
			if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		try (exchange) {
			HttpResponse<byte[]> response = this.client.send(request.build(), BodyHandlers.ofByteArray());
			response.headers().map().forEach((name, values) -> {
				if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
					exchange.getResponseHeaders().put(name, values);
				}
			});
			byte[] body = response.body();
			exchange.sendResponseHeaders(response.statusCode(), (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
