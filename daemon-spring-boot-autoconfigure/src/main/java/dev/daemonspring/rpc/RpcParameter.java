package dev.daemonspring.rpc;

import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Optional;

import com.googlecode.jsonrpc4j.JsonRpcParam;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;

import dev.daemonspring.supervisor.CommandDescription;

/**
 * A parameter of a method.
 *
 * @param name the name that callers use
 * @param type its Java type
 * @param required whether a caller must pass it
 * @param nonNull whether {@code null} is not allowed
 */
record RpcParameter(String name, Type type, boolean required, boolean nonNull) {

	static RpcParameter of(Parameter parameter, MethodParameter methodParameter) {
		JsonRpcParam annotation = parameter.getAnnotation(JsonRpcParam.class);
		String name = (annotation != null) ? annotation.value() : parameter.getName();
		Nullness nullness = Nullness.forMethodParameter(methodParameter);
		boolean optional = parameter.getType() == Optional.class || nullness == Nullness.NULLABLE;
		return new RpcParameter(name, parameter.getParameterizedType(), !optional,
				!optional && nullness == Nullness.NON_NULL);
	}

	/**
	 * Return a parameter of a worker's command. A required one does not allow
	 * {@code null}.
	 */
	static RpcParameter of(CommandDescription.Parameter parameter) {
		return new RpcParameter(parameter.name(), parameter.type(), parameter.required(), parameter.required());
	}

}
