package dev.daemonspring.child.connection;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Encodes and decodes a value of a connection as JSON: texts, numbers, enum constants,
 * whatever can be recreated from its own text, lists and maps of these, records, and
 * interfaces whose methods return these. A value that can't be encoded is replaced by the
 * reason, and is an error only when it is asked for.
 */
final class ConnectionValue {

	private static final String MISSING = "missing";

	private static final List<String> FACTORY_METHODS = List.of("valueOf", "of", "parse", "create");

	private ConnectionValue() {
	}

	static JsonNode missing(String reason) {
		return JsonMapper.shared().createObjectNode().put(MISSING, reason);
	}

	static JsonNode encode(Type type, @Nullable Object value) {
		JsonMapper json = JsonMapper.shared();
		Class<?> raw = raw(type);
		if (value == null) {
			return json.getNodeFactory().nullNode();
		}
		if (value instanceof String || value instanceof Boolean || value instanceof Number
				|| value instanceof Character) {
			return json.getNodeFactory().stringNode(value.toString());
		}
		if (value instanceof Enum<?> constant) {
			return json.getNodeFactory().stringNode(constant.name());
		}
		if (value instanceof char[] characters) {
			return json.getNodeFactory().stringNode(new String(characters));
		}
		if (value instanceof Collection<?> || (raw.isArray() && !raw.getComponentType().isPrimitive())) {
			Collection<?> elements = (value instanceof Collection<?> collection) ? collection
					: Arrays.asList((Object[]) value);
			Type elementType = raw.isArray() ? raw.getComponentType() : argument(type, 0);
			ArrayNode array = json.createArrayNode();
			elements.forEach((element) -> array.add(encode(elementType, element)));
			return array;
		}
		if (value instanceof Map<?, ?> map) {
			ObjectNode object = json.createObjectNode();
			map.forEach((key, element) -> object.set(String.valueOf(key), encode(argument(type, 1), element)));
			return object;
		}
		if (value instanceof Record && raw.isRecord()) {
			return encodeRecord(raw, value);
		}
		if (raw.isInterface() && isOfConnection(raw)) {
			return InterfaceValues.of(raw, value);
		}
		return encodeText(raw, value);
	}

	private static JsonNode encodeRecord(Class<?> type, Object value) {
		ObjectNode object = JsonMapper.shared().createObjectNode();
		for (RecordComponent component : type.getRecordComponents()) {
			Method accessor = component.getAccessor();
			ReflectionUtils.makeAccessible(accessor);
			object.set(component.getName(),
					encode(component.getGenericType(), ReflectionUtils.invokeMethod(accessor, value)));
		}
		return object;
	}

	/**
	 * Only a value that equals what is recreated from its text can be encoded as that
	 * text.
	 */
	private static JsonNode encodeText(Class<?> type, Object value) {
		String text = value.toString();
		try {
			if (value.equals(fromText(type, text))) {
				return JsonMapper.shared().getNodeFactory().stringNode(text);
			}
		}
		catch (RuntimeException | ReflectiveOperationException ex) {
			return missing("a " + type.getName() + " can't be passed to another process");
		}
		return missing("a " + type.getName() + " can't be passed to another process");
	}

	/**
	 * Interfaces nested in connection details, such as one for the nodes of a cluster,
	 * are values. Others, such as an SSL bundle, have behavior.
	 */
	private static boolean isOfConnection(Class<?> type) {
		Class<?> enclosing = type.getEnclosingClass();
		return enclosing != null && enclosing.isInterface() && ConnectionDetails.class.isAssignableFrom(enclosing);
	}

	static @Nullable Object decode(Type type, JsonNode value, String what) {
		Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(raw(type));
		if (value.isNull()) {
			return null;
		}
		if (value instanceof ObjectNode object && object.size() == 1 && object.has(MISSING)) {
			throw new IllegalStateException(
					what + " is not known in a worker process: " + object.get(MISSING).asString());
		}
		if (value instanceof ArrayNode array) {
			return decodeElements(type, raw, array, what);
		}
		if (value instanceof ObjectNode object) {
			return decodeObject(type, raw, object, what);
		}
		try {
			return fromText(raw, value.asString());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(what + " can't be made from its text", ex);
		}
	}

	private static Object decodeElements(Type type, Class<?> raw, ArrayNode array, String what) {
		Type elementType = raw.isArray() ? raw.getComponentType() : argument(type, 0);
		List<@Nullable Object> elements = new ArrayList<>();
		array.forEach((element) -> elements.add(decode(elementType, element, what)));
		if (raw.isArray()) {
			return elements.toArray((Object[]) Array.newInstance(raw.getComponentType(), 0));
		}
		return Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>(elements) : elements;
	}

	private static Object decodeObject(Type type, Class<?> raw, ObjectNode object, String what) {
		if (raw.isRecord()) {
			return decodeRecord(raw, object, what);
		}
		if (Map.class.isAssignableFrom(raw)) {
			Map<String, @Nullable Object> map = new LinkedHashMap<>();
			object.properties()
				.forEach((entry) -> map.put(entry.getKey(), decode(argument(type, 1), entry.getValue(), what)));
			return map;
		}
		return Proxy.newProxyInstance(raw.getClassLoader(), new Class<?>[] { raw }, new InterfaceValues(what, object));
	}

	private static Object decodeRecord(Class<?> type, ObjectNode object, String what) {
		RecordComponent[] components = type.getRecordComponents();
		Class<?>[] types = new Class<?>[components.length];
		@Nullable Object[] values = new Object[components.length];
		for (int i = 0; i < components.length; i++) {
			types[i] = components[i].getType();
			values[i] = decode(components[i].getGenericType(), object.get(components[i].getName()), what);
		}
		try {
			Constructor<?> constructor = type.getDeclaredConstructor(types);
			ReflectionUtils.makeAccessible(constructor);
			return constructor.newInstance(values);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(what + " can't be made from its values", ex);
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Object fromText(Class<?> type, String text) throws ReflectiveOperationException {
		if (type.isEnum()) {
			return Enum.valueOf((Class) type, text);
		}
		if (type.isAssignableFrom(String.class)) {
			return text;
		}
		if (type == Character.class) {
			return text.charAt(0);
		}
		if (type == char[].class) {
			return text.toCharArray();
		}
		for (String name : FACTORY_METHODS) {
			Method method = ClassUtils.getMethodIfAvailable(type, name, String.class);
			method = (method != null) ? method : ClassUtils.getMethodIfAvailable(type, name, CharSequence.class);
			if (method != null && isFactory(method, type)) {
				return method.invoke(null, text);
			}
		}
		return type.getConstructor(String.class).newInstance(text);
	}

	private static boolean isFactory(Executable method, Class<?> type) {
		return Modifier.isStatic(method.getModifiers()) && ((Method) method).getReturnType() == type;
	}

	private static Class<?> raw(Type type) {
		if (type instanceof Class<?> raw) {
			return raw;
		}
		if (type instanceof ParameterizedType parameterized) {
			return (Class<?>) parameterized.getRawType();
		}
		return (type instanceof WildcardType wildcard) ? raw(wildcard.getUpperBounds()[0]) : Object.class;
	}

	private static Type argument(Type type, int index) {
		return (type instanceof ParameterizedType parameterized) ? parameterized.getActualTypeArguments()[index]
				: Object.class;
	}

}
