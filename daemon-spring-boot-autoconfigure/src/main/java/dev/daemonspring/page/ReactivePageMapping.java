package dev.daemonspring.page;

import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A mapping of exactly the paths that the page has to its handler. It applies after all
 * filters of a reactive application and before its controllers.
 */
public final class ReactivePageMapping implements HandlerMapping, Ordered {

	private final Set<String> paths;

	private final ReactivePageHandler handler;

	/**
	 * Create a mapping.
	 * @param paths the paths, below the application's base path
	 * @param handler the handler
	 */
	public ReactivePageMapping(PagePaths paths, ReactivePageHandler handler) {
		this.paths = Set.copyOf(paths.reads());
		this.handler = handler;
	}

	@Override
	public Mono<Object> getHandler(ServerWebExchange exchange) {
		boolean matches = this.paths.contains(exchange.getRequest().getPath().pathWithinApplication().value());
		return (matches) ? Mono.just(this.handler) : Mono.empty();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
