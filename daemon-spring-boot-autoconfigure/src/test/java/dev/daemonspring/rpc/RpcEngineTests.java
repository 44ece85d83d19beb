package dev.daemonspring.rpc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.daemonspring.rpc.RpcAccess.Level;
import dev.daemonspring.supervisor.AmbiguousWorkerException;
import dev.daemonspring.supervisor.CommandException;
import dev.daemonspring.supervisor.CommandException.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcEngine}.
 */
class RpcEngineTests {

	private final FakeWorkers workers = new FakeWorkers();

	private final RpcEngine engine = TestEngine.of(this.workers);

	@TestFactory
	Stream<DynamicTest> conformsToTheSpecification() {
		return ConformanceCases.all()
			.stream()
			.map((test) -> DynamicTest.dynamicTest(test.toString(),
					() -> assertThat(ConformanceCases.normalize(this.engine.handle(test.request(), TestEngine.ALL)))
						.isEqualTo(test.answer())));
	}

	@Test
	void infoTellsEverything() {
		assertThat(call("worker.info", "[\"handyman\"]")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":"
				+ "{\"name\":\"handyman\",\"looptime\":10,\"forever\":true,\"state\":\"LOOPING\",\"code\":1,"
				+ "\"wanted\":\"LOOPING\",\"wantedCode\":1,\"pid\":4711,\"since\":\"2026-01-02T03:04:05.678Z\","
				+ "\"iterations\":42,\"lastLoop\":0.003,\"longestLoop\":0.012,\"totalLoop\":2.5,\"failures\":1,"
				+ "\"restarts\":2,\"process\":null,\"lastExit\":\"exit code 1\",\"lastError\":null,\"regionError\":null,\"replacements\":0,"
				+ "\"rhythm\":\"every 10s\",\"nextRun\":null,\"standbyPid\":null}}");
		assertThat(call("worker.info", "[]")).startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"handyman\":{");
	}

	@Test
	void runAnswersWhetherTheIterationIsQueued() {
		assertThat(call("worker.run", "[\"handyman\"]")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
		assertThat(call("worker.run", "{\"name\":\"nobody\"}")).contains("\"code\":-32602");
	}

	@Test
	void runWithATimeToWaitAnswersHowTheIterationEnded() {
		String result = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"outcome\":\"SUCCEEDED\",\"length\":0.003,\"error\":null}}";
		assertThat(call("worker.run", "[\"handyman\",5]")).isEqualTo(result);
		assertThat(call("worker.run", "{\"name\":\"handyman\",\"wait\":0.25}")).isEqualTo(result);
		assertThat(this.workers.calls).anyMatch((made) -> made.contains("PT5S"))
			.anyMatch((made) -> made.contains("PT0.25S"));
	}

	@Test
	void runRefusesATimeToWaitBeyondItsLimits() {
		for (String wait : List.of("0", "-1", "86401")) {
			assertThat(call("worker.run", "[\"handyman\"," + wait + "]")).contains("\"code\":-32602")
				.contains("'wait' must be between 0.001 and 86400 seconds");
		}
		assertThat(call("worker.run", "[\"handyman\",\"5\"]")).contains("\"code\":-32602");
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void unknownWorkerIsToldWithTheKnownOnes() {
		assertThat(call("worker.pause", "[\"nobody\"]")).contains("\"code\":-32602")
			.contains("\"data\":{\"worker\":\"nobody\",\"known\":[\"handyman\",\"ping\"]}");
	}

	@Test
	void workerWithInstancesIsListedOnceAndItsInstancesHaveTheirStates() {
		this.workers.addInstances("many", 2, 4, null);
		assertThat(call("worker.list", "[]")).contains("{\"name\":\"handyman\",\"looptime\":10,\"forever\":true}",
				"{\"name\":\"many\",\"looptime\":1,\"forever\":true,\"instances\":2}");
		assertThat(call("worker.status", "[]")).contains("{\"handyman\":1,\"many#0\":1,\"many#1\":1,\"ping\":1}");
		assertThat(call("worker.pause", "[]"))
			.contains("{\"handyman\":true,\"many#0\":true,\"many#1\":true,\"ping\":true}");
		assertThat(call("worker.info", "[\"many\"]")).contains("\"result\":{\"many#0\":{\"name\":\"many#0\"");
		assertThat(call("worker.info", "[\"many#1\"]")).contains("\"result\":{\"name\":\"many#1\"")
			.contains("\"instance\":{\"worker\":\"many\",\"index\":1,\"instances\":2,\"configured\":2,\"max\":4,"
					+ "\"total\":2,\"waitingFor\":[]}");
	}

	@Test
	void scaleTakesANumberAndSaysWhyItCantBe() {
		this.workers.addInstances("many", 2, 4, null);
		assertThat(call("worker.scale", "[\"many\",3]")).contains("\"result\":true");
		assertThat(call("worker.scale", "{\"worker_name\":\"many\",\"instances\":4}")).contains("\"result\":true");
		assertThat(this.workers.calls).containsExactly("scale to 3 many", "scale to 4 many");
		assertThat(call("worker.scale", "[\"many\"]")).contains("\"code\":-32602");
		assertThat(call("worker.scale", "[\"many\",\"3\"]")).contains("\"code\":-32602");
		assertThat(call("worker.scale", "[\"many\",2.5]")).contains("\"code\":-32602");
		this.workers.failures.put("scale", new AmbiguousWorkerException("many", List.of("many#0", "many#1")));
		assertThat(call("worker.scale", "[\"many\",2]")).contains("\"code\":-32602")
			.contains("Worker 'many' has 2 instances. Name one of them: [many#0, many#1]")
			.contains("\"known\":[\"many#0\",\"many#1\"]");
	}

	@Test
	void restartMayBeRolling() {
		assertThat(call("worker.restart", "[\"handyman\"]")).contains("\"result\":true");
		assertThat(call("worker.restart", "[\"handyman\",false]")).contains("\"result\":true");
		assertThat(call("worker.restart", "[\"handyman\",true]")).contains("\"result\":true");
		assertThat(call("worker.restart", "{\"rolling\":true}")).contains("\"result\":true");
		assertThat(this.workers.calls).containsExactly("restart handyman", "restart handyman",
				"restart rolling handyman", "restart rolling");
		assertThat(call("worker.restart", "{\"rolling\":false}")).contains("\"code\":-32602")
			.contains("'name' is missing");
		assertThat(call("worker.restart", "[]")).contains("\"code\":-32602");
	}

	@Test
	void commandOfAnInstanceIsAMethodOfItsOwn() {
		this.workers.addInstances("many", 2, 4, null);
		assertThat(call("many#1.echo", "[7]")).contains("\"result\":[7]");
		assertThat(call("many.echo", "[7]")).contains("\"result\":[7]");
		assertThat(this.workers.calls).containsExactly("send [7] many#1.echo", "send [7] many.echo");
		assertThat(call("many#01.echo", "[7]")).contains("\"code\":-32601");
		assertThat(call("many#.echo", "[7]")).contains("\"code\":-32601");
		assertThat(call("many#1", "[7]")).contains("\"code\":-32601");
		assertThat(call("ping#1.echo", "[7]")).contains("\"code\":-32601");
	}

	@Test
	void excludedCommandIsExcludedForEveryInstance() {
		this.workers.addInstances("many", 2, 4, null);
		RpcAccess access = TestEngine.access(Level.UNRESTRICTED, List.of("*"), List.of("many.echo"));
		assertThat(call("many#1.echo", "[7]", access)).contains("\"code\":-32004");
		assertThat(call("worker.send", "[\"many#1\",\"echo\",[7]]", access)).contains("\"code\":-32004");
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void shutdownAnswersZeroAndShutsDown() {
		assertThat(call("daemon.shutdown", "[]")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":0}");
		assertThat(this.workers.calls).containsExactly("shutdown");
	}

	@Test
	void notificationIsCarriedOut() {
		assertThat(handle("{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"]}")).isNull();
		assertThat(this.workers.calls).containsExactly("pause ping");
	}

	@Test
	void requestWithAnIdThatCantBeIsNotCarriedOut() {
		handle("{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":[]}");
		handle("[[{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}]]");
		handle("{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}]");
		handle("{\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}");
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void failureOfAMethodTellsNothingOfItsInside() {
		assertThat(call("examples.fail", "[]"))
			.isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"Internal error\"}}");
		assertThat(call("examples.declared", "[]"))
			.isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-31001,\"message\":\"declared\"}}");
	}

	@ParameterizedTest
	@EnumSource
	void failureOfACommandHasItsCode(Reason reason) {
		this.workers.failures.put("changename", new CommandException(reason, "told"));
		int code = Map
			.of(Reason.UNKNOWN_COMMAND, -32601, Reason.INVALID_ARGUMENTS, -32602, Reason.FAILED, -32000,
					Reason.TIMED_OUT, -32001, Reason.TIMED_OUT_RUNNING, -32001, Reason.MAILBOX_FULL, -32002,
					Reason.NOT_RUNNING, -32003, Reason.TOO_LARGE, -32005, Reason.INTERRUPTED, -32006)
			.getOrDefault(reason, 0);
		String answer = call("handyman.changename", "[\"x\"]");
		assertThat(answer).contains("\"code\":" + code).contains("told");
		if (code == -32001) {
			assertThat(answer).contains("\"data\":{\"mayStillRun\":" + (reason == Reason.TIMED_OUT_RUNNING) + "}");
		}
	}

	@Test
	void commandWhoseResultIsRubbishFails() {
		assertThat(call("worker.send", "[\"handyman\",\"raw\",[\"{}garbage\"]]")).contains("\"code\":-32000");
	}

	@Test
	void accessWhenReadOnlyRefusesWhatChanges() {
		RpcAccess access = TestEngine.access(Level.READ_ONLY, List.of("*"), List.of());
		assertThat(call("worker.status", "[]", access)).contains("\"result\"");
		assertThat(call("examples.read", "[]", access)).contains("\"result\"");
		for (String method : List.of("worker.pause", "daemon.shutdown", "examples.nothing", "ping.echo")) {
			assertThat(call(method, "[]", access)).contains("\"code\":-32004").contains("daemon.rpc.test.access");
		}
		assertThat(call("worker.send", "[\"ping\",\"echo\"]", access)).contains("\"code\":-32004");
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void accessWhenNoneRefusesEverything() {
		RpcAccess access = TestEngine.access(Level.NONE, List.of("*"), List.of());
		assertThat(call("worker.status", "[]", access)).contains("\"code\":-32004");
	}

	@Test
	void excludedCommandHasNoWayAroundIt() {
		RpcAccess byName = TestEngine.access(Level.UNRESTRICTED, List.of("*"), List.of("ping.echo"));
		assertThat(call("ping.echo", "[]", byName)).contains("\"code\":-32004");
		assertThat(call("worker.send", "[\"ping\",\"echo\"]", byName)).contains("\"code\":-32004");
		RpcAccess send = TestEngine.access(Level.UNRESTRICTED, List.of("*"), List.of("worker.send"));
		assertThat(call("ping.echo", "[]", send)).contains("\"code\":-32004");
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void includeOpensWhatItNamesOnly() {
		RpcAccess access = TestEngine.access(Level.UNRESTRICTED, List.of("worker.status", "ping.*"), List.of());
		assertThat(call("worker.status", "[]", access)).contains("\"result\"");
		assertThat(call("ping.echo", "[]", access)).contains("\"result\"");
		assertThat(call("worker.send", "[\"ping\",\"echo\"]", access)).contains("\"result\"");
		assertThat(call("worker.send", "[\"handyman\",\"changename\"]", access)).contains("\"code\":-32004");
		assertThat(call("worker.list", "[]", access)).contains("\"code\":-32004");
	}

	private String call(String method, String params) {
		return call(method, params, TestEngine.ALL);
	}

	private String call(String method, String params, RpcAccess access) {
		String message = "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}";
		byte[] answer = this.engine.handle(message.getBytes(StandardCharsets.UTF_8), access);
		return (answer != null) ? new String(answer, StandardCharsets.UTF_8) : "";
	}

	private @Nullable String handle(String message) {
		byte[] answer = this.engine.handle(message.getBytes(StandardCharsets.UTF_8), TestEngine.ALL);
		return (answer != null) ? new String(answer, StandardCharsets.UTF_8) : null;
	}

}
