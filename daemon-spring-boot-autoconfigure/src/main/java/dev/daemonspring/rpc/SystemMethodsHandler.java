package dev.daemonspring.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The handler of {@code system.*} and {@code rpc.discover}. It describes to each caller
 * only the methods that the caller may call. Thread-safe.
 */
class SystemMethodsHandler implements SystemMethods {

	private final RpcDispatcher dispatcher;

	private final RpcLimits limits;

	SystemMethodsHandler(RpcDispatcher dispatcher, RpcLimits limits) {
		this.dispatcher = dispatcher;
		this.limits = limits;
	}

	@Override
	public List<String> listMethods() {
		return new ArrayList<>(this.dispatcher.signatures().keySet());
	}

	@Override
	public String methodHelp(String methodName) {
		RpcSignature signature = find(methodName);
		StringBuilder help = new StringBuilder(signature.description());
		for (RpcOverload overload : signature.overloads()) {
			help.append((help.isEmpty()) ? "" : "\n").append(methodName).append(overload);
		}
		return help.toString();
	}

	@Override
	public List<List<String>> methodSignature(String methodName) {
		return find(methodName).signatures();
	}

	private RpcSignature find(String methodName) {
		RpcSignature signature = this.dispatcher.signatures().get(methodName);
		if (signature == null) {
			throw new RpcException(RpcError.of(RpcErrorCode.INVALID_PARAMS, "there is no method '" + methodName + "'",
					Map.of("method", methodName)));
		}
		return signature;
	}

	@Override
	public JsonNode getCapabilities() {
		Map<String, Object> capabilities = new LinkedHashMap<>();
		capabilities.put("json-rpc-2.0", specification("https://www.jsonrpc.org/specification", 2));
		capabilities.put("introspection", specification("http://xmlrpc-c.sourceforge.net/introspection.html", 1));
		capabilities.put(SystemMethods.MULTICALL,
				specification("http://mirrors.talideon.com/articles/multicall.html", 1));
		capabilities.put("openrpc", specification("https://spec.open-rpc.org/", 1));
		return Json.toNode(capabilities);
	}

	private static Map<String, Object> specification(String url, int version) {
		Map<String, Object> specification = new LinkedHashMap<>();
		specification.put("specUrl", url);
		specification.put("specVersion", version);
		return specification;
	}

	@Override
	public JsonNode multicall(JsonNode calls) {
		if (!calls.isArray()) {
			throw new RpcException(RpcErrorCode.INVALID_PARAMS, "'calls' must be an array");
		}
		if (calls.size() > this.limits.batchSize()) {
			throw new RpcException(RpcErrorCode.BATCH_TOO_LARGE,
					"a multicall has at most " + this.limits.batchSize() + " calls");
		}
		List<Object> results = new ArrayList<>();
		for (JsonNode call : calls) {
			results.add(call(call));
		}
		return Json.toNode(results);
	}

	private Object call(JsonNode call) {
		try {
			JsonNode name = call.path("methodName");
			JsonNode params = call.get("params");
			if (!name.isTextual() || (params != null && !params.isContainerNode())) {
				throw new RpcException(RpcErrorCode.INVALID_PARAMS,
						"a call is {\"methodName\": ..., \"params\": [...]}");
			}
			if (name.textValue().equals(MULTICALL)) {
				throw new RpcException(RpcErrorCode.INVALID_PARAMS, "a multicall can't contain another");
			}
			return List.of(this.dispatcher.callNested(name.textValue(), params));
		}
		catch (RpcException ex) {
			return fault(ex.error());
		}
	}

	private static Map<String, @Nullable Object> fault(RpcError error) {
		Map<String, @Nullable Object> fault = new LinkedHashMap<>();
		fault.put("faultCode", error.code());
		fault.put("faultString", error.message());
		if (error.data() != null) {
			fault.put("faultData", error.data());
		}
		return fault;
	}

	@Override
	public JsonNode discover() {
		return Json.toNode(OpenRpcDocument.of(this.dispatcher.signatures().values()));
	}

}
