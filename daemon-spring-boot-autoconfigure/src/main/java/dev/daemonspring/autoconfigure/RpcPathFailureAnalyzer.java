package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.daemonspring.rpc.http.RpcPathException;

/**
 * A failure analyzer for a handler of the application at the RPC's path.
 */
class RpcPathFailureAnalyzer extends AbstractFailureAnalyzer<RpcPathException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RpcPathException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Move the RPC, for example with 'daemon.rpc.http.path=/daemon" + cause.path()
						+ "', disable it with 'daemon.rpc.http.enabled=false', or move the application's own handler.",
				cause);
	}

}
