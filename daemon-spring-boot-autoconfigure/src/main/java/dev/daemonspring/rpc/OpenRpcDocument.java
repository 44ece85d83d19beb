package dev.daemonspring.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenRPC document of a set of methods. Overloads, which OpenRPC does not support,
 * become optional parameters.
 */
final class OpenRpcDocument {

	private static final String VERSION = "1.3.2";

	private OpenRpcDocument() {
	}

	static Map<String, Object> of(Collection<RpcSignature> signatures) {
		Map<String, Object> info = new LinkedHashMap<>();
		info.put("title", "Daemon");
		info.put("description", "Controls the workers of a daemon, and provides the application's own methods");
		info.put("version", "1");
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("openrpc", VERSION);
		document.put("info", info);
		document.put("methods", signatures.stream().map(OpenRpcDocument::method).toList());
		return document;
	}

	private static Map<String, Object> method(RpcSignature signature) {
		Map<String, Object> method = new LinkedHashMap<>();
		method.put("name", signature.name());
		if (!signature.description().isEmpty()) {
			method.put("summary", signature.description());
		}
		method.put("paramStructure", "either");
		List<Map<String, Object>> params = new ArrayList<>();
		for (RpcParameter parameter : signature.parameters()) {
			Map<String, Object> param = content(parameter.name(), JsonSchema.of(parameter.type()));
			param.put("required", parameter.required());
			params.add(param);
		}
		method.put("params", params);
		method.put("result", content("result", result(signature)));
		return method;
	}

	private static Map<String, Object> result(RpcSignature signature) {
		List<Map<String, Object>> schemas = signature.overloads()
			.stream()
			.map((overload) -> JsonSchema.of(overload.result()))
			.distinct()
			.toList();
		return (schemas.size() == 1) ? schemas.get(0) : new LinkedHashMap<>();
	}

	private static Map<String, Object> content(String name, Map<String, Object> schema) {
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("name", name);
		content.put("schema", schema);
		return content;
	}

}
