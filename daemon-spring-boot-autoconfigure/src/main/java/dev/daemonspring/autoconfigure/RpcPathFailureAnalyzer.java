package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that the application answers at the path of the RPC.
 */
class RpcPathFailureAnalyzer extends AbstractFailureAnalyzer<RpcPathException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RpcPathException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", "Move the RPC, as with 'daemon.rpc.http.path=/daemon"
				+ cause.path()
				+ "', or switch it off with 'daemon.rpc.http.enabled=false', or give the application's own another path.",
				cause);
	}

}
