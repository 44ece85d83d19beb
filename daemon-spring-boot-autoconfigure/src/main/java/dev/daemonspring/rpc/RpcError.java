package dev.daemonspring.rpc;

import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An error, as the caller sees it.
 *
 * @param code the error code
 * @param message one sentence
 * @param data details for programs, as values that JSON has, or {@code null}
 */
record RpcError(int code, String message, @Nullable Object data) {

	static RpcError of(RpcErrorCode code) {
		return new RpcError(code.code(), code.message(), null);
	}

	static RpcError of(RpcErrorCode code, String reason) {
		return new RpcError(code.code(), code.message() + ": " + reason, null);
	}

	static RpcError of(RpcErrorCode code, String reason, Map<String, ?> data) {
		return new RpcError(code.code(), code.message() + ": " + reason, data);
	}

	ObjectNode toNode() {
		ObjectNode node = JsonNodeFactory.instance.objectNode();
		node.put("code", this.code);
		node.put("message", this.message);
		if (this.data != null) {
			node.set("data", Json.toNode(this.data));
		}
		return node;
	}

}
