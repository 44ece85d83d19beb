package dev.daemonspring.rpc.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import reactor.util.context.ContextView;

/**
 * A decorator of HTTP handlers that records a request for the RPC when it has just
 * arrived, before {@code ForwardedHeaderTransformer}, which
 * {@code server.forward-headers-strategy=framework} adds, takes the caller's address from
 * a header and removes the header. Thread-safe.
 */
public final class ReactiveRequestNote implements HttpHandlerDecoratorFactory {

	private final String path;

	/**
	 * Create a decorator.
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
	 * Return the recorded request, or {@code null} when there is none.
	 */
	static @Nullable ReactiveRequest of(ContextView context) {
		return context.getOrDefault(ReactiveRequest.class, null);
	}

}
