package dev.daemonspring.rpc.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import reactor.util.context.ContextView;

/**
 * A decorator of HTTP handlers that records a request for the RPC, or for the page of the
 * workers, when it has just arrived, before {@code ForwardedHeaderTransformer}, which
 * {@code server.forward-headers-strategy=framework} adds, takes the caller's address from
 * a header and removes the header. Thread-safe.
 */
public final class ReactiveRequestNote implements HttpHandlerDecoratorFactory {

	private final List<String> paths;

	/**
	 * Create a decorator.
	 * @param paths the paths that the guard of the RPC protects, which may follow a base
	 * path
	 */
	public ReactiveRequestNote(List<String> paths) {
		this.paths = List.copyOf(paths);
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> {
			String path = request.getPath().value();
			if (this.paths.stream().noneMatch(path::endsWith)) {
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
