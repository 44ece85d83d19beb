package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.daemonspring.rpc.InvalidRpcMethodException;

/**
 * A failure analyzer for a method of the application that the RPC can't serve.
 */
class RpcFailureAnalyzer extends AbstractFailureAnalyzer<InvalidRpcMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidRpcMethodException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Give the method another name in its '@JsonRpcMethod', such as 'myapp." + lastPart(cause.method())
						+ "', or remove the annotation.",
				cause);
	}

	private static String lastPart(String method) {
		String last = method.substring(method.lastIndexOf('.') + 1);
		return (!last.isBlank()) ? last : "mymethod";
	}

}
