package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.jspecify.annotations.Nullable;

/**
 * A client of the page, that follows no redirect.
 *
 * @param url the address of the page, without a slash at its end
 */
record PageClient(String url) {

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return send("GET", path, null, headers);
	}

	/**
	 * Post to where the page takes orders.
	 */
	HttpResponse<String> order(String body, String... headers) throws IOException, InterruptedException {
		String[] all = new String[headers.length + 2];
		all[0] = "Content-Type";
		all[1] = "application/json";
		System.arraycopy(headers, 0, all, 2, headers.length);
		return send("POST", "/orders", body, all);
	}

	HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url + path))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return http.send(request.build(), BodyHandlers.ofString());
	}

}
