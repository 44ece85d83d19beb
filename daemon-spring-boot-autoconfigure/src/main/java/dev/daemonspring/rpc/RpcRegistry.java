package dev.daemonspring.rpc;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import org.jspecify.annotations.Nullable;

/**
 * The registry of the methods that can be called, apart from workers' commands. Must not
 * be changed after the first call; thread-safe from then on.
 */
class RpcRegistry {

	private final Map<String, RpcMethod> methods = new TreeMap<>();

	private final Map<String, String> sources = new HashMap<>();

	/**
	 * Add the annotated methods of a type.
	 * @param source where they come from, for the error message
	 * @return the added methods
	 * @throws InvalidRpcMethodException when one can't be served
	 */
	List<RpcMethod> add(Class<?> type, Supplier<?> handler, String source) {
		Map<String, List<Method>> byName = new LinkedHashMap<>();
		for (Method method : type.getMethods()) {
			JsonRpcMethod annotation = method.getAnnotation(JsonRpcMethod.class);
			boolean own = type.isInterface() || !method.getDeclaringClass().isInterface();
			if (annotation != null && own && !method.isBridge()) {
				byName.computeIfAbsent(annotation.value(), (name) -> new ArrayList<>()).add(method);
			}
		}
		List<RpcMethod> added = new ArrayList<>();
		byName.forEach((name, candidates) -> added.add(add(name, candidates, type, handler, source)));
		return added;
	}

	private RpcMethod add(String name, List<Method> candidates, Class<?> type, Supplier<?> handler, String source) {
		if (this.methods.containsKey(name)) {
			throw new InvalidRpcMethodException(name, source,
					this.sources.get(name) + " already provides a method of that name");
		}
		checkUnambiguous(name, candidates, source);
		checkNoNamesake(name, candidates, type, source);
		String description = "";
		boolean readOnly = false;
		for (Method candidate : candidates) {
			RpcOperation operation = candidate.getAnnotation(RpcOperation.class);
			if (operation != null) {
				description = operation.description();
				readOnly = operation.readOnly();
			}
		}
		RpcMethod method = new RpcMethod(name, description, readOnly, type, handler,
				candidates.stream().map(RpcOverload::of).toList());
		this.methods.put(name, method);
		this.sources.put(name, source);
		return method;
	}

	/**
	 * Check that no two methods have the same number of parameters. A call could not tell
	 * them apart.
	 */
	private static void checkUnambiguous(String name, List<Method> candidates, String source) {
		long counts = candidates.stream().mapToInt(Method::getParameterCount).distinct().count();
		if (counts < candidates.size()) {
			throw new InvalidRpcMethodException(name, source,
					"two of its Java methods have the same number of parameters, so neither can be chosen");
		}
	}

	/**
	 * Check that no other Java method of the type has the name. jsonrpc4j would mistake
	 * it for an overload.
	 */
	private static void checkNoNamesake(String name, List<Method> candidates, Class<?> type, String source) {
		for (Method method : type.getMethods()) {
			JsonRpcMethod annotation = method.getAnnotation(JsonRpcMethod.class);
			boolean open = annotation == null || !annotation.required();
			if (open && method.getName().equals(name) && !method.isBridge() && !candidates.contains(method)) {
				throw new InvalidRpcMethodException(name, source,
						"the same type has another Java method of that name, '" + method.getName() + "'");
			}
		}
	}

	@Nullable RpcMethod find(String name) {
		return this.methods.get(name);
	}

	Collection<RpcMethod> all() {
		return this.methods.values();
	}

}
