package dev.daemonspring.rpc.http;

import java.util.Map;
import java.util.function.Function;

import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * A search through the routes of a WebFlux router function for those at exactly one path.
 */
final class ReactiveRoutes extends RouteSearch implements RouterFunctions.Visitor {

	private ReactiveRoutes(String prefix, OwnedPath path) {
		super(prefix, path);
	}

	/**
	 * Return how a router function conflicts with the owner of a path.
	 * @param function the router function
	 * @param prefix the prefix of the paths of all its routes
	 * @param path the path that is owned
	 */
	static Conflict conflict(RouterFunction<?> function, String prefix, OwnedPath path) {
		ReactiveRoutes routes = new ReactiveRoutes(prefix, path);
		function.accept(routes);
		return routes.conflict();
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		startNested(Conditions.of(predicate));
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		endNested();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		route(Conditions.of(predicate));
	}

	@Override
	public void resources(Function<ServerRequest, Mono<Resource>> lookupFunction) {
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
	}

	/**
	 * The conditions of a route.
	 */
	private static final class Conditions extends RouteConditions implements RequestPredicates.Visitor {

		static Conditions of(RequestPredicate predicate) {
			Conditions conditions = new Conditions();
			predicate.accept(conditions);
			return conditions;
		}

		@Override
		public void queryParam(String name, String value) {
		}

		@Override
		public void unknown(RequestPredicate predicate) {
		}

	}

}
