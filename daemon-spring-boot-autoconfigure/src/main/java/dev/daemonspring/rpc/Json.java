package dev.daemonspring.rpc;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Utility methods for the JSON of the RPC, which does not depend on the application's own
 * Jackson configuration. Thread-safe.
 */
final class Json {

	/**
	 * The factory of the parsers for {@link MessageReader}, which checks lengths and
	 * depth itself.
	 */
	static final JsonFactory FACTORY = new JsonFactoryBuilder().configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
		.configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
		.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNumberLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNestingDepth(2000)
			.build())
		.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
		.build();

	private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

	private Json() {
	}

	/**
	 * Write a value as UTF-8. An unpaired surrogate, which UTF-8 can't encode, is written
	 * as an escape, so that one received as an escape is returned as one.
	 */
	static byte[] write(JsonNode node) {
		String text = text(node);
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return escapeLoneSurrogates(text).getBytes(StandardCharsets.UTF_8);
			}
		}
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(JsonNode node) {
		if (node.isInt() || node.isBoolean()) {
			return node.asText();
		}
		StringWriter writer = new StringWriter(256);
		try {
			MAPPER.writeValue(writer, node);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return writer.toString();
	}

	/**
	 * Return how many bytes a text takes in UTF-8.
	 */
	static long sizeInUtf8(String text) {
		// Each half of a pair counts as two, and so does a lone surrogate
		return text.chars()
			.mapToLong((c) -> (c < 0x80) ? 1 : ((c < 0x800 || Character.isSurrogate((char) c)) ? 2 : 3))
			.sum();
	}

	private static String escapeLoneSurrogates(String text) {
		StringBuilder result = new StringBuilder(text.length() + 16);
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				result.append(c).append(text.charAt(++i));
			}
			else if (Character.isSurrogate(c)) {
				result.append("\\u").append(Integer.toHexString(c));
			}
			else {
				result.append(c);
			}
		}
		return result.toString();
	}

	/**
	 * Return the node of a value that consists of maps, iterables, strings, numbers,
	 * booleans and nodes. Anything else becomes its {@code toString()}.
	 */
	static JsonNode toNode(@Nullable Object value) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		if (value == null) {
			return nodes.nullNode();
		}
		if (value instanceof JsonNode node) {
			return node;
		}
		if (value instanceof Map<?, ?> map) {
			ObjectNode object = nodes.objectNode();
			map.forEach((key, element) -> object.set(String.valueOf(key), toNode(element)));
			return object;
		}
		if (value instanceof Iterable<?> elements) {
			ArrayNode array = nodes.arrayNode();
			elements.forEach((element) -> array.add(toNode(element)));
			return array;
		}
		return toScalarNode(value);
	}

	private static JsonNode toScalarNode(Object value) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		if (value instanceof Boolean bool) {
			return nodes.booleanNode(bool);
		}
		if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
			return nodes.numberNode(((Number) value).longValue());
		}
		if (value instanceof BigInteger integer) {
			return nodes.numberNode(integer);
		}
		if (value instanceof BigDecimal decimal) {
			return nodes.numberNode(decimal);
		}
		if (value instanceof Double || value instanceof Float) {
			return nodes.numberNode(((Number) value).doubleValue());
		}
		return nodes.textNode(value.toString());
	}

	/**
	 * Return a duration in seconds, as an integer when it is whole.
	 */
	static Number seconds(Duration duration) {
		if (duration.getNano() == 0) {
			return duration.getSeconds();
		}
		return new BigDecimal(BigDecimal.valueOf(duration.getSeconds())
			.add(BigDecimal.valueOf(duration.getNano(), 9))
			.stripTrailingZeros()
			.toPlainString());
	}

}
