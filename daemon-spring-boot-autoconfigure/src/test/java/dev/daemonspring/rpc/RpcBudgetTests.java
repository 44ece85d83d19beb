package dev.daemonspring.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcBudget} and {@link BytesInFlight}.
 */
class RpcBudgetTests {

	private static final String DISCOVER = "{\"methodName\":\"rpc.discover\"}";

	private static final String ECHO = "{\"jsonrpc\":\"2.0\",\"method\":\"ping.echo\",\"params\":[\"0123456789\"],\"id\":1}";

	private final FakeWorkers workers = new FakeWorkers();

	private final MessageReader reader = new MessageReader(RpcLimits.DEFAULT);

	@Test
	void messageOfManyMulticallsCallsNothing() {
		String calls = String.join(",", Collections.nCopies(900, DISCOVER));
		String entry = multicall(calls);
		String message = "[" + String.join(",", Collections.nCopies(900 * 1024 / entry.length(), entry)) + "]";
		JsonNode answer = answer(TestEngine.of(this.workers), message);
		assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32014);
		assertThat(answer.path("error").path("message").asText()).contains("1000").contains("'daemon.rpc.max-calls'");
	}

	@Test
	void callsOfBatchAndMulticallsCountTogether() {
		RpcEngine engine = TestEngine.of(this.workers, limits(3, DataSize.ofMegabytes(1), DataSize.ofMegabytes(1)));
		String two = multicall(DISCOVER + "," + DISCOVER);
		assertThat(answer(engine, "[" + two + "," + ECHO + "]")).hasSize(2);
		this.workers.calls.clear();
		JsonNode refused = answer(engine, "[" + two + "," + ECHO + "," + ECHO + "]");
		assertThat(refused.path("error").path("code").asInt()).isEqualTo(-32014);
		assertThat(this.workers.calls).isEmpty();
		JsonNode one = answer(engine, multicall(String.join(",", Collections.nCopies(4, DISCOVER))));
		assertThat(one.path("error").path("code").asInt()).isEqualTo(-32014);
		assertThat(one.path("id").toString()).contains("1");
	}

	@Test
	void resultsBeyondTheLimitAreNotMade() {
		RpcEngine engine = TestEngine.of(this.workers, limits(100, DataSize.ofBytes(40), DataSize.ofMegabytes(1)));
		JsonNode answer = answer(engine, "[" + String.join(",", Collections.nCopies(10, ECHO)) + "]");
		assertThat(answer).hasSize(10);
		assertThat(answer.get(1).path("result").get(0).asText()).isEqualTo("0123456789");
		JsonNode broke = answer.get(2).path("error");
		assertThat(broke.path("code").asInt()).isEqualTo(-32015);
		assertThat(broke.path("message").asText()).contains("40").contains("'daemon.rpc.max-response-size'");
		assertThat(broke.path("data").path("ran").asBoolean()).isTrue();
		assertThat(answer.get(9).path("error").path("data").path("ran").asBoolean(true)).isFalse();
		assertThat(this.workers.calls).hasSize(3);
	}

	@Test
	void resultsOfAMulticallCount() {
		RpcEngine engine = TestEngine.of(this.workers,
				limits(1000, DataSize.ofKilobytes(100), DataSize.ofMegabytes(9)));
		String message = multicall(String.join(",", Collections.nCopies(500, DISCOVER)));
		byte[] bytes = engine.handle(message.getBytes(StandardCharsets.UTF_8), TestEngine.ALL);
		assertThat(bytes).hasSizeLessThan(300_000);
		JsonNode results = this.reader.read(bytes).path("result");
		assertThat(results).hasSize(500);
		assertThat(results.get(0).get(0).path("openrpc").asText()).isNotEmpty();
		assertThat(results.get(499).path("faultCode").asInt()).isEqualTo(-32015);
	}

	@Test
	void messageIsRefusedWhileOthersFillTheMemory() {
		RpcEngine engine = TestEngine.of(this.workers, limits(10, DataSize.ofKilobytes(1), DataSize.ofBytes(2000)));
		try (RpcEngine.Holding held = engine.hold(new byte[1000])) {
			assertThat(held).isNotNull();
			JsonNode refused = answer(engine, ECHO);
			assertThat(refused.path("error").path("code").asInt()).isEqualTo(-32016);
			assertThat(refused.path("error").path("message").asText()).contains("'daemon.rpc.max-in-flight'");
			assertThat(this.workers.calls).isEmpty();
		}
		assertThat(answer(engine, ECHO).has("result")).isTrue();
		assertThat(engine.inFlight().count()).isZero();
	}

	@Test
	void messageThatIsAloneIsAnsweredWhateverItsSize() {
		RpcEngine engine = TestEngine.of(this.workers, limits(10, DataSize.ofKilobytes(1), DataSize.ofBytes(1)));
		assertThat(answer(engine, ECHO).has("result")).isTrue();
		assertThat(answer(engine, "nonsense").has("error")).isTrue();
		assertThat(engine.inFlight().count()).isZero();
	}

	@Test
	void resultsAreInFlightUntilTheAnswerIsMade() {
		BytesInFlight inFlight = new BytesInFlight(10);
		RpcBudget budget = new RpcBudget(RpcLimits.DEFAULT, inFlight);
		budget.take(TextNode.valueOf("0123456789"));
		assertThat(inFlight.count()).isEqualTo("'0123456789'".length());
		assertThat(inFlight.enter(1)).isFalse();
		budget.close();
		assertThat(inFlight.count()).isZero();
		assertThat(inFlight.enter(1)).isTrue();
	}

	@Test
	void resultsAreCountedInBytes() {
		for (String text : List.of("a", "\u00e4", "\u20ac", "\ud83d\ude00", "a\u00e4\u20ac\ud83d\ude00")) {
			BytesInFlight inFlight = new BytesInFlight(10);
			new RpcBudget(RpcLimits.DEFAULT, inFlight).take(TextNode.valueOf(text));
			assertThat(inFlight.count()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length + 2);
		}
	}

	private static RpcLimits limits(int calls, DataSize answer, DataSize inFlight) {
		return new RpcLimits(DataSize.ofMegabytes(1), 1000, 100, 100, calls, answer, inFlight);
	}

	private static String multicall(String calls) {
		return "{\"jsonrpc\":\"2.0\",\"method\":\"system.multicall\",\"params\":[[" + calls + "]],\"id\":1}";
	}

	private JsonNode answer(RpcEngine engine, String message) {
		byte[] answer = engine.handle(message.getBytes(StandardCharsets.UTF_8), TestEngine.ALL);
		assertThat(answer).isNotNull();
		return this.reader.read(answer);
	}

}
