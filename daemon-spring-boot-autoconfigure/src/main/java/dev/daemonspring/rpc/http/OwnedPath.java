package dev.daemonspring.rpc.http;

import org.springframework.http.HttpMethod;

/**
 * A path that the daemon owns. One method is answered there, {@code HEAD} as well as
 * {@code GET}, and every other is refused with status 405.
 *
 * @param path the path, below the application's context path
 * @param method the method
 */
public record OwnedPath(String path, HttpMethod method) {

	/**
	 * Return what is answered, as part of a sentence.
	 */
	String answered() {
		return (this.method.equals(HttpMethod.GET)) ? "GET and HEAD" : this.method.name();
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
