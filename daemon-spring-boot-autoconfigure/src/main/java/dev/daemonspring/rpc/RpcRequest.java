package dev.daemonspring.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * A request that is valid according to section 4 of the specification.
 *
 * @param method the method's name
 * @param params an array, an object or {@code null}
 * @param id the id to return, or {@code null} for a notification
 */
record RpcRequest(String method, @Nullable JsonNode params, @Nullable JsonNode id) {

	/**
	 * Return a JSON value as a request.
	 * @throws RpcException when it is not a valid request
	 */
	static RpcRequest of(JsonNode node) {
		if (!node.isObject()) {
			throw invalid("a request is an object");
		}
		JsonNode version = node.get("jsonrpc");
		if (version == null || !version.isTextual() || !"2.0".equals(version.textValue())) {
			throw invalid("'jsonrpc' must be \"2.0\"");
		}
		JsonNode method = node.get("method");
		if (method == null || !method.isTextual()) {
			throw invalid("'method' must be a string");
		}
		JsonNode params = node.get("params");
		if (params != null && !params.isContainerNode()) {
			throw invalid("'params' must be an array or an object");
		}
		JsonNode id = node.get("id");
		if (id != null && !isId(id)) {
			throw invalid("'id' must be a string, a number or null");
		}
		return new RpcRequest(method.textValue(), params, id);
	}

	/**
	 * Return the id for the answer to an invalid request: its own if it has a valid one,
	 * or else null.
	 */
	static JsonNode idOf(JsonNode node) {
		JsonNode id = (node.isObject()) ? node.get("id") : null;
		return (id != null && isId(id)) ? id : NullNode.getInstance();
	}

	private static boolean isId(JsonNode id) {
		return id.isTextual() || id.isNull() || id instanceof MessageReader.NumberId;
	}

	private static RpcException invalid(String reason) {
		return new RpcException(RpcErrorCode.INVALID_REQUEST, reason);
	}

}
