package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.daemonspring.rpc.http.PathConflictException;
import dev.daemonspring.rpc.http.PathOwner;

/**
 * A failure analyzer for a handler of the application at a path of the RPC or of the
 * page.
 */
class PathConflictFailureAnalyzer extends AbstractFailureAnalyzer<PathConflictException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PathConflictException cause) {
		PathOwner owner = cause.owner();
		return new FailureAnalysis(cause.getMessage() + ".",
				"Move the %s, for example with '%s', disable it with '%s', or move the application's own handler."
					.formatted(owner.name(), owner.move(), owner.disable()),
				cause);
	}

}
