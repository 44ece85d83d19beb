package dev.daemonspring.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.daemonspring.rpc.RpcAccess.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SystemMethods}.
 */
class SystemMethodsTests {

	private static final String DRAFT_7 = "{\"$ref\":\"http://json-schema.org/draft-07/schema#\","
			+ "\"definitions\":{\"JSONSchemaObject\":{\"properties\":{\"$ref\":{\"type\":\"string\"}}}}}";

	private final JsonMapper mapper = JsonMapper.shared();

	private final FakeWorkers workers = new FakeWorkers();

	private final RpcEngine engine = TestEngine.of(this.workers);

	@Test
	void listMethodsNamesThemAll() {
		List<String> names = result("system.listMethods", "[]").valueStream().map(JsonNode::stringValue).toList();
		assertThat(names)
			.contains("daemon.shutdown", "examples.echo", "handyman.changename", "rpc.discover",
					"system.getCapabilities", "system.listMethods", "system.methodHelp", "system.methodSignature",
					"system.multicall", "worker.info", "worker.list", "worker.pause", "worker.restart", "worker.resume",
					"worker.run", "worker.scale", "worker.send", "worker.start", "worker.status", "worker.stop")
			.isSorted();
	}

	@Test
	void listMethodsLeavesOutWhatCantBeCalled() {
		RpcAccess access = TestEngine.access(Level.READ_ONLY, List.of("*"), List.of("worker.info"));
		String names = call("system.listMethods", "[]", access);
		assertThat(names).contains("worker.status")
			.doesNotContain("worker.info", "worker.pause", "daemon.shutdown", "handyman.changename");
		assertThat(call("rpc.discover", "[]", access)).doesNotContain("worker.pause");
		assertThat(call("system.methodHelp", "[\"worker.pause\"]", access)).contains("-32602");
	}

	@Test
	void methodHelpSaysWhatItDoesAndTakes() {
		assertThat(result("system.methodHelp", "[\"handyman.changename\"]").stringValue())
			.isEqualTo("Changes the name\nhandyman.changename[to]");
		assertThat(result("system.methodHelp", "{\"methodName\":\"worker.status\"}").stringValue())
			.endsWith("\nworker.status[]\nworker.status[name]");
	}

	@Test
	void methodSignatureListsEveryWayToCall() {
		assertThat(text("system.methodSignature", "[\"examples.subtract\"]"))
			.isEqualTo("[[\"integer\",\"integer\",\"integer\"]]");
		assertThat(text("system.methodSignature", "[\"examples.greet\"]"))
			.isEqualTo("[[\"string\",\"string\"],[\"string\",\"string\",\"string\"]]");
		assertThat(text("system.methodSignature", "[\"examples.sum\"]"))
			.isEqualTo("[[\"integer\"],[\"integer\",\"integer\"]]");
		assertThat(text("system.methodSignature", "[\"handyman.changename\"]")).isEqualTo("[[\"string\",\"string\"]]");
		assertThat(call("system.methodSignature", "[\"nothing\"]", TestEngine.ALL)).contains("-32602");
	}

	@Test
	void getCapabilitiesTellsTheSpecification() {
		assertThat(result("system.getCapabilities", "[]").at("/json-rpc-2.0/specVersion").intValue()).isEqualTo(2);
	}

	@Test
	void multicallAnswersEachInOrder() {
		assertThat(text("system.multicall",
				"[[{\"methodName\":\"examples.echo\",\"params\":[1]},{\"methodName\":\"nothing\",\"params\":[]},"
						+ "{\"methodName\":\"examples.nothing\"},7,{\"methodName\":\"system.multicall\",\"params\":[[]]}]]"))
			.startsWith(
					"[[1],{\"faultCode\":-32601,\"faultString\":\"Method not found\"},[null],{\"faultCode\":-32602,")
			.doesNotContain("[[]]");
		assertThat(call("system.multicall", "[1]", TestEngine.ALL)).contains("-32602");
		assertThat(call("system.multicall", "[[" + "1,".repeat(1000) + "1]]", TestEngine.ALL)).contains("-32014");
	}

	@Test
	void multicallIsNoWayAroundAnExclusion() {
		RpcAccess access = TestEngine.access(Level.UNRESTRICTED, List.of("*"), List.of("daemon.shutdown"));
		assertThat(call("system.multicall", "[[{\"methodName\":\"daemon.shutdown\",\"params\":[]}]]", access))
			.contains("\"faultCode\":-32004");
		RpcAccess readOnly = TestEngine.access(Level.READ_ONLY, List.of("*"), List.of());
		assertThat(call("system.multicall", "[[{\"methodName\":\"worker.pause\",\"params\":[]}]]", readOnly))
			.contains("\"faultCode\":-32004");
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void discoverReturnsAValidDocument() throws IOException {
		ObjectNode metaSchema = (ObjectNode) this.mapper
			.readTree(new ClassPathResource("openrpc-1.3-meta-schema.json", getClass()).getInputStream());
		metaSchema.remove("$schema");
		Schema schema = SchemaRegistry
			.withDefaultDialect(SpecificationVersion.DRAFT_7,
					(registry) -> registry.schemas(Map.of("https://meta.json-schema.tools", DRAFT_7,
							"https://meta.json-schema.tools/", DRAFT_7)))
			.getSchema(metaSchema);
		JsonNode document = result("rpc.discover", "[]");
		assertThat(schema.validate(document)).isEmpty();
		((ObjectNode) document).put("openrpc", "9.9.9");
		assertThat(schema.validate(document)).isNotEmpty();
	}

	@Test
	void discoverMergesOverloadsIntoOptionalParameters() {
		JsonNode methods = result("rpc.discover", "[]").get("methods");
		JsonNode status = find(methods, "worker.status");
		assertThat(status.get("params").toString())
			.isEqualTo("[{\"name\":\"name\",\"schema\":{\"type\":\"string\"},\"required\":false}]");
		JsonNode points = find(methods, "examples.point");
		assertThat(points.at("/params/0/schema/properties/x/type").stringValue()).isEqualTo("integer");
		assertThat(find(methods, "handyman.changename").get("summary").stringValue()).isEqualTo("Changes the name");
	}

	private static JsonNode find(JsonNode methods, String name) {
		return methods.valueStream()
			.filter((method) -> method.get("name").stringValue().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private String text(String method, String params) {
		return result(method, params).toString();
	}

	private JsonNode result(String method, String params) {
		String answer = call(method, params, TestEngine.ALL);
		return Objects.requireNonNull(this.mapper.readTree(answer).get("result"), answer);
	}

	private String call(String method, String params, RpcAccess access) {
		String message = "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}";
		byte[] answer = this.engine.handle(message.getBytes(StandardCharsets.UTF_8), access);
		return new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8);
	}

}
