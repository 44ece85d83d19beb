package dev.daemonspring.rpc;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

/**
 * The methods that describe all methods, following the XML-RPC introspection convention
 * and OpenRPC, and {@code system.multicall}.
 */
interface SystemMethods {

	String MULTICALL = "system.multicall";

	@JsonRpcMethod(value = "system.listMethods", required = true)
	@RpcOperation(description = "Lists the methods that can be called here", readOnly = true)
	List<String> listMethods();

	@JsonRpcMethod(value = "system.methodHelp", required = true)
	@RpcOperation(description = "Describes what a method does and takes", readOnly = true)
	String methodHelp(@JsonRpcParam("methodName") String methodName);

	@JsonRpcMethod(value = "system.methodSignature", required = true)
	@RpcOperation(description = "Lists the signatures of a method, each the type of its result followed by those "
			+ "of its parameters", readOnly = true)
	List<List<String>> methodSignature(@JsonRpcParam("methodName") String methodName);

	@JsonRpcMethod(value = "system.getCapabilities", required = true)
	@RpcOperation(description = "Lists the supported specifications", readOnly = true)
	JsonNode getCapabilities();

	@JsonRpcMethod(value = MULTICALL, required = true)
	@RpcOperation(description = "Calls methods in order; each answer is an array of the one result, or a fault",
			readOnly = true)
	JsonNode multicall(@JsonRpcParam("calls") JsonNode calls);

	@JsonRpcMethod(value = "rpc.discover", required = true)
	@RpcOperation(description = "Returns the OpenRPC document of the methods that can be called here", readOnly = true)
	JsonNode discover();

}
