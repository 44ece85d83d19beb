package dev.daemonspring.rpc.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import reactor.util.context.ContextView;

/**
 * Notes what a request for the RPC looks like when it has just come in, before
 * {@code ForwardedHeaderTransformer}, which belongs to
 * {@code server.forward-headers-strategy=framework}, takes the caller's address out of a
 * header and removes the header. Thread-safe.
 */
public final class ReactiveRequestNote implements HttpHandlerDecoratorFactory {

	private final String path;

	/**
	 * Create what takes notes.
	 * @param path the path of the RPC, which may follow a base path
	 */
	public ReactiveRequestNote(String path) {
		this.path = path;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> {
			if (!request.getPath().value().endsWith(this.path)) {
				return handler.handle(request, response);
			}
			ReactiveRequest note = ReactiveRequest.of(request);
			return handler.handle(request, response)
				.contextWrite((context) -> context.put(ReactiveRequest.class, note));
		};
	}

	/**
	 * Return what was noted.
	 */
	static @Nullable ReactiveRequest of(ContextView context) {
		return context.getOrDefault(ReactiveRequest.class, null);
	}

}
