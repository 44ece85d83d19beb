package dev.daemonspring.child.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the methods of an interface return: those without parameters, and those whose only
 * parameter is an enum constant. Default methods are treated like others, because
 * implementations may override them.
 */
final class InterfaceValues implements InvocationHandler {

	private final String owner;

	private final ObjectNode values;

	InterfaceValues(String owner, ObjectNode values) {
		this.owner = owner;
		this.values = values;
	}

	/**
	 * Call all such methods of an interface on an object.
	 */
	static ObjectNode of(Class<?> type, Object target) {
		ObjectNode values = JsonMapper.shared().createObjectNode();
		for (Method method : type.getMethods()) {
			if (Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class) {
				continue;
			}
			if (method.getParameterCount() == 0) {
				values.set(key(method, null), value(method, target));
			}
			else if (method.getParameterCount() == 1 && method.getParameterTypes()[0].isEnum()) {
				for (Object constant : method.getParameterTypes()[0].getEnumConstants()) {
					values.set(key(method, constant), value(method, target, constant));
				}
			}
		}
		return values;
	}

	private static JsonNode value(Method method, Object target, Object... arguments) {
		try {
			ReflectionUtils.makeAccessible(method);
			return ConnectionValue.encode(method.getGenericReturnType(), method.invoke(target, arguments));
		}
		catch (InvocationTargetException ex) {
			return ConnectionValue.missing("it could not be read: " + ex.getTargetException());
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return ConnectionValue.missing("it could not be read: " + ex);
		}
	}

	private static String key(Method method, @Nullable Object constant) {
		return (constant instanceof Enum<?> named) ? method.getName() + "(" + named.name() + ")" : method.getName();
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
		if (method.getDeclaringClass() == Object.class) {
			return ofObject(proxy, method, arguments);
		}
		Object argument = (arguments != null && arguments.length == 1) ? arguments[0] : null;
		JsonNode value = this.values.get(key(method, argument));
		String what = method.getName() + "() of the " + this.owner;
		if (value == null) {
			throw new IllegalStateException(what + " is not known in a worker process");
		}
		return ConnectionValue.decode(method.getGenericReturnType(), value, what);
	}

	private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> this.owner + " of the daemon";
		};
	}

}
