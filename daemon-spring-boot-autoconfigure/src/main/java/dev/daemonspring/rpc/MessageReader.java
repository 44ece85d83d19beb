package dev.daemonspring.rpc;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;

/**
 * A strict reader of one JSON value. It accepts only well-formed UTF-8, nothing after the
 * value, no duplicate names in an object, and nothing beyond the limits. It stops at the
 * first violation. Thread-safe.
 */
class MessageReader {

	private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

	private final RpcLimits limits;

	MessageReader(RpcLimits limits) {
		this.limits = limits;
	}

	JsonNode read(byte[] message) {
		if (message.length > this.limits.messageBytes()) {
			throw new RpcException(tooLarge(this.limits));
		}
		return read(decode(message), this.limits.batchSize(), true);
	}

	/**
	 * Read a text that the daemon or a worker has written, not a caller.
	 */
	JsonNode readText(String text) {
		return read(text, Integer.MAX_VALUE, false);
	}

	private JsonNode read(String text, int batchSize, boolean request) {
		try (JsonParser parser = Json.FACTORY.createParser(text)) {
			JsonToken token = parser.nextToken();
			if (token == null) {
				throw new RpcException(RpcErrorCode.PARSE_ERROR, "the message is empty");
			}
			int idDepth = (!request) ? 0 : (token == JsonToken.START_ARRAY) ? 2 : 1;
			JsonNode node = (token == JsonToken.START_ARRAY) ? readArray(parser, 1, batchSize, idDepth)
					: readValue(parser, token, 0, idDepth);
			if (parser.nextToken() != null) {
				throw new RpcException(RpcErrorCode.PARSE_ERROR, "something follows the JSON value");
			}
			return node;
		}
		catch (IOException ex) {
			throw new RpcException(RpcErrorCode.PARSE_ERROR, "the message is not well-formed JSON");
		}
	}

	private JsonNode readValue(JsonParser parser, JsonToken token, int depth, int idDepth) throws IOException {
		return switch (token) {
			case START_OBJECT -> readObject(parser, depth + 1, idDepth);
			case START_ARRAY -> readArray(parser, depth + 1, Integer.MAX_VALUE, idDepth);
			case VALUE_STRING -> NODES.textNode(parser.getText());
			case VALUE_TRUE -> NODES.booleanNode(true);
			case VALUE_FALSE -> NODES.booleanNode(false);
			case VALUE_NULL -> NODES.nullNode();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(parser, token, false);
			default -> throw new RpcException(RpcErrorCode.PARSE_ERROR, "the message is not well-formed JSON");
		};
	}

	private JsonNode readObject(JsonParser parser, int depth, int idDepth) throws IOException {
		checkDepth(depth);
		ObjectNode object = NODES.objectNode();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			if (object.has(name)) {
				throw new RpcException(RpcErrorCode.PARSE_ERROR, "an object has the same name twice");
			}
			JsonToken token = next(parser);
			boolean id = depth == idDepth && token.isNumeric() && "id".equals(name);
			object.set(name, (id) ? readNumber(parser, token, true) : readValue(parser, token, depth, idDepth));
		}
		return object;
	}

	private ArrayNode readArray(JsonParser parser, int depth, int maxSize, int idDepth) throws IOException {
		checkDepth(depth);
		ArrayNode array = NODES.arrayNode();
		for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
			if (array.size() == maxSize) {
				throw new RpcException(RpcErrorCode.BATCH_TOO_LARGE, "a batch has at most " + maxSize
						+ " entries. Send fewer or raise 'daemon.rpc.max-batch-size'.");
			}
			array.add(readValue(parser, token, depth, idDepth));
		}
		return array;
	}

	private static JsonToken next(JsonParser parser) throws IOException {
		JsonToken token = parser.nextToken();
		if (token == null) {
			throw new RpcException(RpcErrorCode.PARSE_ERROR, "the message ends too early");
		}
		return token;
	}

	/**
	 * Read a number. An id is kept as it was written, so that {@code 1.0}, {@code 1e2}
	 * and {@code -0} are returned unchanged.
	 */
	private JsonNode readNumber(JsonParser parser, JsonToken token, boolean id) throws IOException {
		if (parser.getTextLength() > this.limits.numberLength()) {
			throw new RpcException(RpcErrorCode.NUMBER_TOO_LONG, "a number has at most " + this.limits.numberLength()
					+ " characters. Send it as a string or raise 'daemon.rpc.max-number-length'.");
		}
		String text = parser.getText();
		if (id) {
			return new NumberId(text);
		}
		if (token == JsonToken.VALUE_NUMBER_INT) {
			return (text.length() < 18) ? integer(Long.parseLong(text)) : NODES.numberNode(new BigInteger(text));
		}
		try {
			return NODES.numberNode(new BigDecimal(text));
		}
		catch (NumberFormatException ex) {
			throw new RpcException(RpcErrorCode.NUMBER_TOO_LONG, "a number has an exponent out of range");
		}
	}

	private static JsonNode integer(long value) {
		return (value == (int) value) ? NODES.numberNode((int) value) : NODES.numberNode(value);
	}

	private void checkDepth(int depth) {
		if (depth > this.limits.depth()) {
			throw new RpcException(RpcErrorCode.TOO_DEEP, "a message has at most " + this.limits.depth()
					+ " levels. Nest less or raise 'daemon.rpc.max-depth'.");
		}
	}

	private static String decode(byte[] message) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.onUnmappableCharacter(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(message))
				.toString();
		}
		catch (CharacterCodingException ex) {
			throw new RpcException(RpcErrorCode.PARSE_ERROR, "the message is not well-formed UTF-8");
		}
	}

	static RpcError tooLarge(RpcLimits limits) {
		return RpcError.of(RpcErrorCode.MESSAGE_TOO_LARGE, "a message has at most " + limits.messageBytes()
				+ " bytes. Send less or raise 'daemon.rpc.max-request-size'.");
	}

	/**
	 * A numeric id, exactly as the caller wrote it.
	 */
	static final class NumberId extends POJONode {

		NumberId(String text) {
			super(new RawValue(text));
		}

	}

}
