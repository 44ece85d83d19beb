package dev.daemonspring.rpc;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A method of the RPC.
 *
 * @param name the method's name
 * @param description what it does, or empty when its author did not say
 * @param readOnly whether it changes nothing
 * @param type the Java type that declares it
 * @param handler a supplier of the object that answers
 * @param overloads the Java methods that answer it, those with the fewest parameters
 * first
 */
record RpcMethod(String name, String description, boolean readOnly, Class<?> type, Supplier<?> handler,
		List<RpcOverload> overloads) {

	private static final String NAME = "name";

	private static final String NAME_ALIAS = "worker_name";

	RpcMethod {
		overloads = overloads.stream()
			.sorted(Comparator.comparingInt((overload) -> overload.parameters().size()))
			.toList();
	}

	/**
	 * Return the arguments for the first overload that they fit.
	 * @throws RpcException when they fit none
	 */
	ArrayNode arguments(@Nullable JsonNode params) {
		JsonNode canonical = canonical(params);
		for (RpcOverload overload : this.overloads) {
			ArrayNode arguments = overload.fit(canonical);
			if (arguments != null) {
				return arguments;
			}
		}
		throw invalidParams(null);
	}

	RpcException invalidParams(@Nullable Integer index) {
		List<String> expected = this.overloads.stream().map(RpcOverload::toString).toList();
		String reason = "'" + this.name + "' takes " + String.join(" or ", expected);
		return new RpcException((index != null)
				? RpcError.of(RpcErrorCode.INVALID_PARAMS,
						"argument " + (index + 1) + " is not of the type that " + reason + " there",
						Map.of("expected", expected, "argument", index + 1))
				: RpcError.of(RpcErrorCode.INVALID_PARAMS, reason, Map.of("expected", expected)));
	}

	/**
	 * Return the parameters with {@code worker_name}, the original library's name,
	 * renamed to {@code name}.
	 */
	private @Nullable JsonNode canonical(@Nullable JsonNode params) {
		if (params == null || !this.name.startsWith("worker.") || !params.has(NAME_ALIAS) || params.has(NAME)) {
			return params;
		}
		ObjectNode canonical = ((ObjectNode) params).deepCopy();
		canonical.set(NAME, canonical.remove(NAME_ALIAS));
		return canonical;
	}

}
