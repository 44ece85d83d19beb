package dev.daemonspring.rpc;

import com.googlecode.jsonrpc4j.JsonRpcMethod;

/**
 * The methods {@code daemon.*}.
 */
interface DaemonMethods {

	@JsonRpcMethod(value = "daemon.shutdown", required = true)
	@RpcOperation(description = "Answers 0, then ends the daemon in a controlled way")
	int shutdown();

}
