package dev.daemonspring.rpc;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * A Jackson 2 {@link ObjectMapper} for jsonrpc4j that reads arguments and writes results
 * with Jackson 3. It coerces nothing: {@code "7"} is not a number, and 7 is not a list.
 * Thread-safe.
 */
class Jackson3Mapper extends ObjectMapper {

	private final transient JsonMapper mapper;

	private final transient MessageReader reader;

	private final transient Map<JavaType, tools.jackson.databind.JavaType> types = new ConcurrentHashMap<>();

	Jackson3Mapper(JsonMapper mapper, MessageReader reader) {
		super(Json.FACTORY);
		this.mapper = strict(mapper);
		this.reader = reader;
	}

	private static JsonMapper strict(JsonMapper mapper) {
		return mapper.rebuild()
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.disable(tools.jackson.databind.DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
					tools.jackson.databind.DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
					tools.jackson.databind.DeserializationFeature.ACCEPT_FLOAT_AS_INT,
					tools.jackson.databind.DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
					tools.jackson.databind.DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT)
			.enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.withCoercionConfig(LogicalType.Textual,
					(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
			.withCoercionConfig(LogicalType.Enum,
					(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
			.build();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T extends JsonNode> T valueToTree(@Nullable Object value) {
		if (value == null || value instanceof JsonNode) {
			return (T) Json.toNode(value);
		}
		return (T) this.reader.readText(this.mapper.writeValueAsString(value));
	}

	@Override
	public ObjectReader readerFor(JavaType type) {
		return new Jackson3Reader(this, type);
	}

	@Override
	public JsonParser treeAsTokens(TreeNode node) {
		return new NodeParser((JsonNode) node, this);
	}

	@Nullable Object read(JsonNode node, JavaType type) throws JsonMappingException {
		if (type.isTypeOrSubTypeOf(JsonNode.class)) {
			return node;
		}
		try {
			return this.mapper.readValue(Json.text(node), this.types.computeIfAbsent(type, this::toJackson3));
		}
		catch (JacksonException ex) {
			throw new JsonMappingException(null, "The argument is not of type '" + type + "'", ex);
		}
	}

	private tools.jackson.databind.JavaType toJackson3(JavaType type) {
		return this.mapper.getTypeFactory().constructFromCanonical(type.toCanonical());
	}

	/**
	 * A parser that carries the node of one argument to its reader.
	 */
	private static final class NodeParser extends TreeTraversingParser {

		private final JsonNode node;

		NodeParser(JsonNode node, ObjectMapper mapper) {
			super(node, mapper);
			this.node = node;
		}

	}

	/**
	 * A reader of one argument. It ignores features, so that no caller can enable a
	 * coercion.
	 */
	private static final class Jackson3Reader extends ObjectReader {

		private final transient Jackson3Mapper jackson3;

		private final JavaType type;

		Jackson3Reader(Jackson3Mapper mapper, JavaType type) {
			super(mapper, mapper.getDeserializationConfig());
			this.jackson3 = mapper;
			this.type = type;
		}

		@Override
		public ObjectReader with(DeserializationFeature feature) {
			return this;
		}

		@Override
		@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
		public <T> @Nullable T readValue(JsonParser parser) throws IOException {
			return (T) this.jackson3.read(((NodeParser) parser).node, this.type);
		}

	}

}
