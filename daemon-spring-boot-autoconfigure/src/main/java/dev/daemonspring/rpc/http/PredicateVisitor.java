package dev.daemonspring.rpc.http;

import java.util.Set;

import org.springframework.http.HttpMethod;

/**
 * The methods that the predicate visitors of Spring MVC and WebFlux share. The two have
 * no common type.
 */
interface PredicateVisitor {

	void method(Set<HttpMethod> methods);

	void path(String pattern);

	void pathExtension(String extension);

	void header(String name, String value);

	void version(String version);

	void startAnd();

	void and();

	void endAnd();

	void startOr();

	void or();

	void endOr();

	void startNegate();

	void endNegate();

}
