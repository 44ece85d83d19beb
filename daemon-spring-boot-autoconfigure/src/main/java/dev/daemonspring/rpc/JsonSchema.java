package dev.daemonspring.rpc;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A mapping of Java types to JSON schemas. The schema of a class that it does not know is
 * empty, because the application's Jackson configuration decides how it is written.
 */
public final class JsonSchema {

	private static final int MAX_DEPTH = 5;

	private static final Set<Class<?>> INTEGERS = Set.of(Byte.class, Short.class, Integer.class, Long.class,
			BigInteger.class);

	private JsonSchema() {
	}

	/**
	 * Return the name of the JSON type, or {@code any} when the type is unknown.
	 */
	static String name(Type type) {
		return String.valueOf(of(type).getOrDefault("type", "any"));
	}

	/**
	 * Return the schema of a type.
	 * @param type the type
	 * @return the schema, empty if the type is unknown
	 */
	public static Map<String, Object> of(Type type) {
		return of(type, 0);
	}

	private static Map<String, Object> of(Type type, int depth) {
		if (type instanceof GenericArrayType array) {
			return array(array.getGenericComponentType(), depth);
		}
		Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(ResolvableType.forType(type).resolve(Object.class));
		if (raw == Optional.class) {
			return of(argument(type, 0), depth);
		}
		if (Collection.class.isAssignableFrom(raw)) {
			return array(argument(type, 0), depth);
		}
		if (raw.isArray()) {
			return (raw == byte[].class) ? simple("string") : array(raw.getComponentType(), depth);
		}
		if (raw.isRecord() && depth < MAX_DEPTH) {
			return object(raw, depth);
		}
		return scalar(raw);
	}

	private static Map<String, Object> scalar(Class<?> raw) {
		if (raw == void.class || raw == Void.class) {
			return simple("null");
		}
		if (raw == Boolean.class) {
			return simple("boolean");
		}
		if (INTEGERS.contains(raw)) {
			return simple("integer");
		}
		if (Number.class.isAssignableFrom(raw)) {
			return simple("number");
		}
		if (CharSequence.class.isAssignableFrom(raw) || raw == Character.class || raw == UUID.class) {
			return simple("string");
		}
		if (raw.isEnum()) {
			Map<String, Object> schema = simple("string");
			schema.put("enum", Arrays.stream(raw.getEnumConstants()).map((value) -> ((Enum<?>) value).name()).toList());
			return schema;
		}
		if (Map.class.isAssignableFrom(raw) || raw.isRecord()) {
			return simple("object");
		}
		return new LinkedHashMap<>();
	}

	private static Map<String, Object> array(Type element, int depth) {
		Map<String, Object> schema = simple("array");
		schema.put("items", of(element, depth + 1));
		return schema;
	}

	private static Map<String, Object> object(Class<?> type, int depth) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (RecordComponent component : type.getRecordComponents()) {
			properties.put(component.getName(), of(component.getGenericType(), depth + 1));
		}
		Map<String, Object> schema = simple("object");
		schema.put("properties", properties);
		return schema;
	}

	private static Type argument(Type type, int index) {
		boolean known = type instanceof ParameterizedType;
		return (known) ? ((ParameterizedType) type).getActualTypeArguments()[index] : Object.class;
	}

	private static Map<String, Object> simple(String type) {
		return new LinkedHashMap<>(Map.of("type", type));
	}

}
