package dev.daemonspring.rpc.http;

import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A mapping of exactly the RPC's path to its handler. It applies after all filters of a
 * reactive application and before its controllers.
 */
public final class ReactiveRpcMapping implements HandlerMapping, Ordered {

	private final String path;

	private final ReactiveRpcHandler handler;

	/**
	 * Create a mapping.
	 * @param path the path, below the application's base path
	 * @param handler the handler
	 */
	public ReactiveRpcMapping(String path, ReactiveRpcHandler handler) {
		this.path = path;
		this.handler = handler;
	}

	@Override
	public Mono<Object> getHandler(ServerWebExchange exchange) {
		boolean matches = exchange.getRequest().getPath().pathWithinApplication().value().equals(this.path);
		return (matches) ? Mono.just(this.handler) : Mono.empty();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
