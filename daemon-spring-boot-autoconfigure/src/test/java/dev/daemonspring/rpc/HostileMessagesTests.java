package dev.daemonspring.rpc;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests that {@link RpcEngine} has an answer to whatever comes.
 */
class HostileMessagesTests {

	private static final int MUTATIONS = 200_000;

	private final FakeWorkers workers = new FakeWorkers();

	private final RpcEngine engine = TestEngine.of(this.workers);

	@Test
	void mutatedMessageIsAnswered() {
		List<byte[]> seeds = ConformanceCases.all()
			.stream()
			.map(ConformanceCases.Case::request)
			.filter((request) -> request.length < 1000 && !fails(request))
			.toList();
		Random random = new Random(20260102);
		MessageReader reader = new MessageReader(RpcLimits.DEFAULT);
		for (int i = 0; i < MUTATIONS; i++) {
			byte[] message = mutate(seeds, random);
			byte[] answer = this.engine.handle(message, TestEngine.ALL);
			if (answer != null) {
				check(message, answer, reader.read(answer));
			}
			this.workers.calls.clear();
		}
	}

	private static boolean fails(byte[] request) {
		String text = new String(request, StandardCharsets.UTF_8);
		return text.contains("examples.fail") || text.contains("examples.overflow");
	}

	private static void check(byte[] message, byte[] answer, JsonNode node) {
		String text = new String(answer, StandardCharsets.UTF_8);
		String context = new String(message, StandardCharsets.UTF_8) + " was answered " + text;
		assertThat(text).as(context)
			.doesNotContain("Exception", "java.lang", "dev.daemonspring", "jackson", "-32603", "\n");
		for (JsonNode one : (node.isArray()) ? node : List.of(node)) {
			assertThat(one.path("jsonrpc").asText()).as(context).isEqualTo("2.0");
			assertThat(one.has("id") && (one.has("result") != one.has("error"))).as(context).isTrue();
		}
	}

	private static byte[] mutate(List<byte[]> seeds, Random random) {
		byte[] message = seeds.get(random.nextInt(seeds.size())).clone();
		for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
			int at = random.nextInt(message.length + 1);
			int to = at + random.nextInt(Math.min(16, message.length - at) + 1);
			byte[] other = seeds.get(random.nextInt(seeds.size()));
			message = switch (random.nextInt(6)) {
				case 0 -> splice(message, at, at, new byte[] { (byte) random.nextInt(256) });
				case 1 -> splice(message, at, to, new byte[0]);
				case 2 -> splice(message, at, to, Arrays.copyOf(other, random.nextInt(other.length + 1)));
				case 3 -> splice(message, to, to, Arrays.copyOfRange(message, at, to));
				case 4 -> splice(message, at, to, token(random).getBytes(StandardCharsets.UTF_8));
				default -> splice(message, at, Math.min(at + 1, message.length),
						new byte[] { (byte) "{}[]\",:0-\\eE.".charAt(random.nextInt(13)) });
			};
		}
		return message;
	}

	private static String token(Random random) {
		List<String> tokens = List.of("null", "true", "[]", "{}", "\"\"", "-0", "1e400", "\"\\ud800\"", "\"\\u0000\"",
				"\"id\"", "\"method\"", "\"params\"", "\"jsonrpc\"", "\"2.0\"", "9".repeat(99), "[".repeat(60),
				"\"worker.send\"", "\"system.multicall\"", "\"rpc.discover\"", "\"handyman\"");
		return tokens.get(random.nextInt(tokens.size()));
	}

	private static byte[] splice(byte[] message, int from, int to, byte[] part) {
		byte[] result = new byte[message.length - (to - from) + part.length];
		System.arraycopy(message, 0, result, 0, from);
		System.arraycopy(part, 0, result, from, part.length);
		System.arraycopy(message, to, result, from + part.length, message.length - to);
		return result;
	}

	@Test
	void unknownNamesLeaveNothingBehind() {
		call("examples.subtract");
		int before = methodCache().size();
		for (int i = 0; i < 100_000; i++) {
			call("unknown" + i);
		}
		assertThat(methodCache()).hasSize(before);
	}

	private Map<?, ?> methodCache() {
		Class<?> type = ClassUtils.resolveClassName("com.googlecode.jsonrpc4j.ReflectionUtil", null);
		Field field = ReflectionUtils.findField(type, "methodCache");
		assertThat(field).isNotNull();
		ReflectionUtils.makeAccessible(field);
		Object cache = ReflectionUtils.getField(field, null);
		assertThat(cache).isNotNull();
		return (Map<?, ?>) cache;
	}

	@Test
	void messageWhenHugeCostsNoTime() {
		byte[] ones = ("[" + "1,".repeat(5 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
		long start = System.nanoTime();
		assertThatNoException().isThrownBy(() -> this.engine.handle(ones, TestEngine.ALL));
		byte[] justFits = ("[" + "1,".repeat(500_000)).getBytes(StandardCharsets.UTF_8);
		assertThatNoException().isThrownBy(() -> this.engine.handle(justFits, TestEngine.ALL));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
	}

	private void call(String method) {
		this.engine.handle(("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":[1,2],\"id\":1}")
			.getBytes(StandardCharsets.UTF_8), TestEngine.ALL);
	}

}
