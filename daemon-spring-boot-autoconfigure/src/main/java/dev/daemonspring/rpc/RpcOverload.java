package dev.daemonspring.rpc;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/**
 * One Java method that answers a method of the RPC.
 *
 * @param parameters its parameters, in order
 * @param result the Java type of its result
 * @param varargs whether it takes any number of values
 */
record RpcOverload(List<RpcParameter> parameters, Type result, boolean varargs) {

	static RpcOverload of(Method method) {
		List<RpcParameter> parameters = new ArrayList<>();
		Parameter[] declared = method.getParameters();
		for (int i = 0; i < declared.length; i++) {
			parameters.add(RpcParameter.of(declared[i], new MethodParameter(method, i)));
		}
		boolean varargs = method.isVarArgs() && declared.length == 1;
		return new RpcOverload(List.copyOf(parameters), method.getGenericReturnType(), varargs);
	}

	int required() {
		return (int) this.parameters.stream().filter(RpcParameter::required).count();
	}

	/**
	 * Return the given parameters as the arguments of this overload, one for each of its
	 * parameters unless it takes any number, or {@code null} when they don't fit.
	 */
	@Nullable ArrayNode fit(@Nullable JsonNode params) {
		ArrayNode arguments = (params == null || params.isArray()) ? fitPositional((ArrayNode) params)
				: fitNamed(params);
		return (arguments != null && !hasForbiddenNull(arguments)) ? arguments : null;
	}

	private boolean hasForbiddenNull(ArrayNode arguments) {
		for (int i = 0; !this.varargs && i < arguments.size(); i++) {
			if (this.parameters.get(i).nonNull() && arguments.get(i).isNull()) {
				return true;
			}
		}
		return false;
	}

	private @Nullable ArrayNode fitPositional(@Nullable ArrayNode params) {
		int given = (params != null) ? params.size() : 0;
		if (!this.varargs && given > this.parameters.size()) {
			return null;
		}
		ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
		if (params != null) {
			arguments.addAll(params);
		}
		for (int i = given; !this.varargs && i < this.parameters.size(); i++) {
			if (this.parameters.get(i).required()) {
				return null;
			}
			arguments.addNull();
		}
		return arguments;
	}

	private @Nullable ArrayNode fitNamed(JsonNode params) {
		Set<String> left = new HashSet<>();
		params.fieldNames().forEachRemaining(left::add);
		ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
		for (RpcParameter parameter : this.parameters) {
			JsonNode value = params.get(parameter.name());
			if (value == null && parameter.required() && !this.varargs) {
				return null;
			}
			left.remove(parameter.name());
			if (this.varargs) {
				if (value != null && value.isArray()) {
					arguments.addAll((ArrayNode) value);
				}
				else if (value != null) {
					return null;
				}
				continue;
			}
			arguments.add((value != null) ? value : JsonNodeFactory.instance.nullNode());
		}
		return (left.isEmpty()) ? arguments : null;
	}

	@Override
	public String toString() {
		List<String> names = new ArrayList<>();
		for (RpcParameter parameter : this.parameters) {
			names.add(this.varargs ? parameter.name() + "..."
					: parameter.required() ? parameter.name() : parameter.name() + "?");
		}
		return "[" + String.join(", ", names) + "]";
	}

}
