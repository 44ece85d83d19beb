package dev.daemonspring.autoconfigure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Looks through the routes of a reactive router function for one that is exactly the
 * RPC's. To be used once.
 */
final class ReactiveRpcRoutes implements RouterFunctions.Visitor {

	private final String path;

	private final Deque<String> prefixes = new ArrayDeque<>();

	private boolean found;

	private ReactiveRpcRoutes(String path) {
		this.prefixes.push("");
		this.path = path;
	}

	static boolean answers(RouterFunction<?> function, String path) {
		ReactiveRpcRoutes routes = new ReactiveRpcRoutes(path);
		function.accept(routes);
		return routes.found;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		Conditions conditions = Conditions.of(predicate);
		String nested = conditions.paths.stream().findFirst().orElse("");
		this.prefixes.push(this.prefixes.getFirst() + nested);
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.prefixes.pop();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		Conditions conditions = Conditions.of(predicate);
		boolean post = conditions.methods.isEmpty() || conditions.methods.contains(HttpMethod.POST);
		String prefix = this.prefixes.getFirst();
		boolean own = conditions.paths.stream().anyMatch((pattern) -> this.path.equals(prefix + pattern));
		boolean whole = conditions.paths.isEmpty() && !prefix.isEmpty() && this.path.equals(prefix);
		this.found |= post && (own || whole);
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
	 * The paths and methods that a predicate names.
	 */
	private static final class Conditions implements RequestPredicates.Visitor {

		private final Set<String> paths = new HashSet<>();

		private final Set<HttpMethod> methods = new HashSet<>();

		private int negated;

		static Conditions of(RequestPredicate predicate) {
			Conditions conditions = new Conditions();
			predicate.accept(conditions);
			return conditions;
		}

		@Override
		public void method(Set<HttpMethod> methods) {
			if (this.negated == 0) {
				this.methods.addAll(methods);
			}
		}

		@Override
		public void path(String pattern) {
			if (this.negated == 0) {
				this.paths.add(pattern);
			}
		}

		@Override
		public void startNegate() {
			this.negated++;
		}

		@Override
		public void endNegate() {
			this.negated--;
		}

		@Override
		public void pathExtension(String extension) {
		}

		@Override
		public void header(String name, String value) {
		}

		@Override
		public void queryParam(String name, String value) {
		}

		@Override
		public void version(String version) {
		}

		@Override
		public void startAnd() {
		}

		@Override
		public void and() {
		}

		@Override
		public void endAnd() {
		}

		@Override
		public void startOr() {
		}

		@Override
		public void or() {
		}

		@Override
		public void endOr() {
		}

		@Override
		public void unknown(RequestPredicate predicate) {
		}

	}

}
