package dev.daemonspring.rpc.http;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * A check for handlers of the application at paths of the RPC or of the page, where they
 * would never be called because the owner of a path answers every HTTP method. It logs a
 * warning or, when both answer the same method, stops the application at startup.
 */
final class PathCheck {

	private static final Log logger = LogFactory.getLog(PathCheck.class);

	private final PathOwner owner;

	PathCheck(PathOwner owner) {
		this.owner = owner;
	}

	/**
	 * Check a method of a controller.
	 * @param patterns the patterns of its paths
	 * @param methods the HTTP methods that it answers, or none for all
	 * @param handler the method of the controller
	 * @throws PathConflictException when it answers what the owner of a path answers
	 */
	void checkController(Collection<String> patterns, Set<RequestMethod> methods, HandlerMethod handler) {
		checkPatterns(patterns, (method) -> methods.isEmpty() || methods.contains(RequestMethod.valueOf(method.name())),
				() -> "the controller method '" + handler.getShortLogMessage() + "'");
	}

	/**
	 * Check a handler that has patterns of paths.
	 * @param patterns the patterns
	 * @param answers whether it answers a method
	 * @param handler the handler's description, as part of a sentence
	 * @throws PathConflictException when it answers what the owner of a path answers
	 */
	void checkPatterns(Collection<String> patterns, Predicate<HttpMethod> answers, Supplier<String> handler) {
		check((path) -> (patterns.contains(path.path())) ? Conflict.of(answers.test(path.method())) : Conflict.NONE,
				handler);
	}

	/**
	 * Check a handler.
	 * @param conflicts how it conflicts with the owner of a path
	 * @param handler the handler's description, as part of a sentence
	 * @throws PathConflictException when it answers what the owner of a path answers
	 */
	void check(Function<OwnedPath, Conflict> conflicts, Supplier<String> handler) {
		for (OwnedPath path : this.owner.paths()) {
			Conflict conflict = conflicts.apply(path);
			if (conflict == Conflict.SAME_METHOD) {
				throw new PathConflictException(this.owner, path, handler.get());
			}
			if (conflict == Conflict.OTHER_METHOD) {
				warn(path, handler.get());
			}
		}
	}

	private void warn(OwnedPath path, String handler) {
		logger.warn(("The application has %s at '%s', where it is never called: the %s of the workers answers every"
				+ " method there, and all but %s with status 405. Move the %s, for example with '%s', or the"
				+ " application's own.")
			.formatted(handler, path.path(), this.owner.name(), path.answered(), this.owner.name(), this.owner.move()));
	}

}
