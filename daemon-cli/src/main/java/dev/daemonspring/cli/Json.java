package dev.daemonspring.cli;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as maps, lists, texts, numbers, booleans and {@code null}. Numbers keep all their
 * digits. Stateless.
 */
final class Json {

	private static final JsonFactory factory = new JsonFactory();

	private Json() {
	}

	/**
	 * Read a value.
	 * @throws JsonException if the text is not one value of JSON
	 */
	static @Nullable Object read(String text) {
		try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
			parser.nextToken();
			Object value = value(parser);
			if (parser.nextToken() != null) {
				throw new JsonException("something follows the value");
			}
			return value;
		}
		catch (JacksonException ex) {
			throw new JsonException(ex.getOriginalMessage());
		}
	}

	private static @Nullable Object value(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token == null) {
			throw new JsonException("there is no value");
		}
		return switch (token) {
			case START_OBJECT -> object(parser);
			case START_ARRAY -> array(parser);
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT -> parser.getNumberValue();
			case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			case VALUE_NULL -> null;
			default -> throw new JsonException("there is no value");
		};
	}

	private static Map<String, @Nullable Object> object(JsonParser parser) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			object.put(name, value(parser));
		}
		return object;
	}

	private static List<@Nullable Object> array(JsonParser parser) {
		List<@Nullable Object> array = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			array.add(value(parser));
		}
		return array;
	}

	/**
	 * Write a value on one line.
	 */
	static String write(@Nullable Object value) {
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), text)) {
			write(generator, value);
		}
		return text.toString();
	}

	private static void write(JsonGenerator generator, @Nullable Object value) {
		if (value == null) {
			generator.writeNull();
		}
		else if (value instanceof Map<?, ?> object) {
			generator.writeStartObject();
			object.forEach((name, member) -> {
				generator.writeName(String.valueOf(name));
				write(generator, member);
			});
			generator.writeEndObject();
		}
		else if (value instanceof Collection<?> array) {
			generator.writeStartArray();
			array.forEach((element) -> write(generator, element));
			generator.writeEndArray();
		}
		else if (value instanceof Boolean bool) {
			generator.writeBoolean(bool);
		}
		else if (value instanceof BigDecimal decimal) {
			generator.writeNumber((decimal.precision() <= 30) ? decimal.toPlainString() : decimal.toString());
		}
		else if (value instanceof BigInteger integer) {
			generator.writeNumber(integer);
		}
		else if (value instanceof Number number) {
			generator.writeNumber(number.longValue());
		}
		else {
			generator.writeString(value.toString());
		}
	}

	/**
	 * Thrown when a text is no JSON; its message says why.
	 */
	static class JsonException extends RuntimeException {

		JsonException(String message) {
			super(message);
		}

	}

}
