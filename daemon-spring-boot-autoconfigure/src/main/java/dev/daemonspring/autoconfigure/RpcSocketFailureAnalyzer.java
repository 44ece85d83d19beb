package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.daemonspring.rpc.socket.RpcSocketException;

/**
 * A failure analyzer for a socket that can't be opened.
 */
class RpcSocketFailureAnalyzer extends AbstractFailureAnalyzer<RpcSocketException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RpcSocketException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
