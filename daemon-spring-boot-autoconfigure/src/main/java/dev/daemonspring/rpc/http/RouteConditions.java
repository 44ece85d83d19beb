package dev.daemonspring.rpc.http;

import java.util.HashSet;
import java.util.Set;

import org.springframework.http.HttpMethod;

/**
 * The paths and methods that the predicate of a route names, except those that it
 * negates.
 */
abstract class RouteConditions implements PredicateVisitor {

	private final Set<String> paths = new HashSet<>();

	private final Set<HttpMethod> methods = new HashSet<>();

	private int negated;

	final Set<String> paths() {
		return this.paths;
	}

	/**
	 * Return whether the predicate allows a method. It allows every method if it names
	 * none.
	 */
	final boolean allows(HttpMethod method) {
		return this.methods.isEmpty() || this.methods.contains(method);
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

}
