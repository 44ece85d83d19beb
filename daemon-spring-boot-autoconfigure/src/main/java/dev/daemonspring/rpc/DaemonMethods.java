package dev.daemonspring.rpc;

import com.googlecode.jsonrpc4j.JsonRpcMethod;

/**
 * The {@code daemon.*} methods.
 */
interface DaemonMethods {

	@JsonRpcMethod(value = "daemon.shutdown", required = true)
	@RpcOperation(description = "Returns 0, then shuts down the daemon in a controlled way")
	int shutdown();

}
