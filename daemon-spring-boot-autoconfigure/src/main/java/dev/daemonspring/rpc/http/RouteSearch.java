package dev.daemonspring.rpc.http;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The part of a search through the routes of a router function that Spring MVC and
 * WebFlux share. It finds the routes at exactly one path, and is used once.
 */
abstract class RouteSearch {

	private final OwnedPath path;

	private final Deque<String> prefixes = new ArrayDeque<>();

	private Conflict conflict = Conflict.NONE;

	/**
	 * Create a search.
	 * @param prefix the prefix of the paths of all routes
	 * @param path the path that is owned
	 */
	RouteSearch(String prefix, OwnedPath path) {
		this.prefixes.push(prefix);
		this.path = path;
	}

	final Conflict conflict() {
		return this.conflict;
	}

	final void startNested(RouteConditions conditions) {
		String nested = conditions.paths().stream().findFirst().orElse("");
		this.prefixes.push(this.prefixes.getFirst() + nested);
	}

	final void endNested() {
		this.prefixes.pop();
	}

	final void route(RouteConditions conditions) {
		String prefix = this.prefixes.getFirst();
		String path = this.path.path();
		boolean own = conditions.paths().stream().anyMatch((pattern) -> path.equals(prefix + pattern));
		boolean whole = conditions.paths().isEmpty() && !prefix.isEmpty() && path.equals(prefix);
		if (own || whole) {
			this.conflict = this.conflict.or(Conflict.of(conditions.allows(this.path.method())));
		}
	}

}
