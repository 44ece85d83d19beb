package dev.daemonspring.rpc;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.daemonspring.supervisor.CommandDescription;

/**
 * The description of a method for its callers.
 *
 * @param name the method's name
 * @param description what it does, or empty
 * @param readOnly whether it changes nothing
 * @param overloads the overloads, with their parameters and results
 */
record RpcSignature(String name, String description, boolean readOnly, List<RpcOverload> overloads) {

	static RpcSignature of(RpcMethod method) {
		return new RpcSignature(method.name(), method.description(), method.readOnly(), method.overloads());
	}

	static RpcSignature of(String name, CommandDescription command) {
		List<RpcParameter> parameters = command.parameters().stream().map(RpcParameter::of).toList();
		return new RpcSignature(name, command.description(), false,
				List.of(new RpcOverload(parameters, command.result(), false)));
	}

	/**
	 * Return the signatures of the method, each the type of the result followed by those
	 * of the parameters.
	 */
	List<List<String>> signatures() {
		List<List<String>> signatures = new ArrayList<>();
		for (RpcOverload overload : this.overloads) {
			for (int count = overload.required(); count <= overload.parameters().size(); count++) {
				List<String> signature = new ArrayList<>(List.of(JsonSchema.name(overload.result())));
				overload.parameters()
					.subList(0, count)
					.forEach((parameter) -> signature.add(JsonSchema.name(parameter.type())));
				if (!signatures.contains(signature)) {
					signatures.add(signature);
				}
			}
		}
		return signatures;
	}

	/**
	 * Return the parameters of all overloads as one list. A parameter that is not
	 * required by every overload is optional, and so are all that follow it.
	 */
	List<RpcParameter> parameters() {
		Map<String, Type> types = new LinkedHashMap<>();
		Map<String, Integer> required = new TreeMap<>();
		for (RpcOverload overload : this.overloads) {
			for (RpcParameter parameter : overload.parameters()) {
				types.putIfAbsent(parameter.name(), parameter.type());
				required.merge(parameter.name(), (parameter.required() && !overload.varargs()) ? 1 : 0, Integer::sum);
			}
		}
		List<RpcParameter> parameters = new ArrayList<>();
		boolean optional = false;
		for (Map.Entry<String, Type> type : types.entrySet()) {
			optional |= required.getOrDefault(type.getKey(), 0) < this.overloads.size();
			parameters.add(new RpcParameter(type.getKey(), type.getValue(), !optional, false));
		}
		return parameters;
	}

}
