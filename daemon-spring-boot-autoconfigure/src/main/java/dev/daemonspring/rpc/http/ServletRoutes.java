package dev.daemonspring.rpc.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.core.io.Resource;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A search through the routes of a Spring MVC router function for those at exactly one
 * path.
 */
final class ServletRoutes extends RouteSearch implements RouterFunctions.Visitor {

	private ServletRoutes(String prefix, OwnedPath path) {
		super(prefix, path);
	}

	/**
	 * Return how a router function conflicts with the owner of a path.
	 * @param function the router function
	 * @param prefix the prefix of the paths of all its routes
	 * @param path the path that is owned
	 */
	static Conflict conflict(RouterFunction<?> function, String prefix, OwnedPath path) {
		ServletRoutes routes = new ServletRoutes(prefix, path);
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
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
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
		public void param(String name, String value) {
		}

		@Override
		public void unknown(RequestPredicate predicate) {
		}

	}

}
