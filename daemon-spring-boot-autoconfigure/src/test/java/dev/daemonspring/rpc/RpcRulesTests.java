package dev.daemonspring.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.daemonspring.rpc.RpcAccess.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RpcRules}: every combination of caller, method and properties, against
 * sets of methods that are written down here by hand.
 */
class RpcRulesTests {

	private static final Map<String, RpcCall> CALLS = Map.of("worker.list", builtIn("worker.list", true), //
			"worker.info", builtIn("worker.info", true), //
			"worker.pause", builtIn("worker.pause", false), //
			"daemon.shutdown", builtIn("daemon.shutdown", false), //
			"system.multicall", builtIn("system.multicall", true), //
			"rpc.discover", builtIn("rpc.discover", true), //
			"my.read", builtIn("my.read", true), //
			"my.write", builtIn("my.write", false), //
			"copy.rename", RpcCall.ofCommand("copy.rename"), //
			"system.evil", RpcCall.ofCommand("system.evil"));

	private static final Set<String> ALL = CALLS.keySet();

	private static final Set<String> READING = Set.of("worker.list", "worker.info", "system.multicall", "rpc.discover",
			"my.read");

	private static final Set<String> OPEN = Set.of("worker.list", "system.multicall", "rpc.discover", "my.read");

	/**
	 * Patterns, and what they name. {@code system.evil} is a command of a worker that is
	 * called like the built-in methods.
	 */
	private static final Map<List<String>, Set<String>> PATTERNS = Map.of(List.of(), Set.of(), //
			List.of("*"), ALL, //
			List.of("daemon.shutdown"), Set.of("daemon.shutdown"), //
			List.of("worker.*"), Set.of("worker.list", "worker.info", "worker.pause", "copy.rename", "system.evil"), //
			List.of("worker.send"), Set.of("copy.rename", "system.evil"), //
			List.of("system.*", "my.write"), Set.of("system.multicall", "system.evil", "my.write"), //
			List.of("copy.rename"), Set.of("copy.rename"), //
			List.of("no.such.method"), Set.of());

	private static final List<@Nullable Level> ACCESSES = Arrays.asList(null, Level.NONE, Level.READ_ONLY,
			Level.UNRESTRICTED);

	@Test
	void everyCombinationIsDecidedAsWrittenDown() {
		List<RpcRules> all = new ArrayList<>();
		levels((max, access) -> {
			for (List<String> include : PATTERNS.keySet()) {
				PATTERNS.keySet().forEach((exclude) -> all.add(rules(max, access, include, exclude)));
			}
		});
		assertThat(all).hasSize(3 * 4 * 8 * 8);
		for (RpcRules rules : all) {
			for (RpcCaller caller : RpcCaller.values()) {
				assertThat(allowed(rules, caller)).as("%s for %s", rules, caller).isEqualTo(expected(rules, caller));
			}
		}
	}

	/**
	 * The oracle: what a caller has to begin with, less what each property takes away.
	 */
	private Set<String> expected(RpcRules rules, RpcCaller caller) {
		Set<String> expected = new TreeSet<>();
		if (caller == RpcCaller.OWNER || caller == RpcCaller.AUTHENTICATED) {
			expected.addAll(ALL);
		}
		if (caller == RpcCaller.LOCAL) {
			expected.addAll((rules.access() != null) ? ALL : OPEN);
		}
		List<@Nullable Level> levels = Arrays.asList(rules.max(), rules.access());
		if (levels.contains(Level.NONE)) {
			expected.clear();
		}
		if (levels.contains(Level.READ_ONLY)) {
			expected.retainAll(READING);
		}
		expected.retainAll(PATTERNS.get(rules.include()));
		expected.removeAll(PATTERNS.get(rules.exclude()));
		return expected;
	}

	@Test
	void noPropertyThatNarrowsWidens() {
		levels((max, access) -> {
			RpcRules open = rules(max, access, List.of("*"), List.of());
			for (List<String> patterns : PATTERNS.keySet()) {
				assertNarrower(rules(max, access, List.of("*"), patterns), open);
				assertNarrower(rules(max, access, patterns, List.of()), open);
			}
			for (Level less : EnumSet.range(Level.NONE, max)) {
				assertNarrower(rules(less, access, List.of("*"), List.of()), open);
			}
			if (access != null) {
				for (Level less : EnumSet.range(Level.NONE, access)) {
					assertNarrower(rules(max, less, List.of("*"), List.of()), open);
				}
			}
		});
	}

	private static void assertNarrower(RpcRules narrow, RpcRules wide) {
		for (RpcCaller caller : RpcCaller.values()) {
			assertThat(allowed(wide, caller)).as("%s for %s", wide, caller).containsAll(allowed(narrow, caller));
		}
	}

	private static void levels(BiConsumer<Level, @Nullable Level> action) {
		for (Level max : Level.values()) {
			ACCESSES.forEach((access) -> action.accept(max, access));
		}
	}

	private static RpcRules rules(Level max, @Nullable Level access, List<String> include, List<String> exclude) {
		return new RpcRules(max, access, "daemon.rpc.http", include, exclude);
	}

	@Test
	void refusalNamesTheWaysIn() {
		RpcRules http = new RpcRules(Level.UNRESTRICTED, null, "daemon.rpc.http", List.of("*"), List.of());
		assertThat(http.refusal(RpcCaller.LOCAL, CALLS.get("worker.pause"))).contains("'worker.pause'")
			.contains("'daemon.rpc.token'")
			.contains("'daemon.rpc.http.roles'")
			.contains("'daemon.rpc.http.access' to 'unrestricted'");
		assertThat(http.refusal(RpcCaller.LOCAL, CALLS.get("worker.info")))
			.contains("'daemon.rpc.http.access' to 'read-only' or 'unrestricted'");
		RpcRules tcp = new RpcRules(Level.UNRESTRICTED, null, "daemon.rpc.tcp", List.of("*"), List.of());
		assertThat(tcp.refusal(RpcCaller.LOCAL, CALLS.get("copy.rename"))).contains("'copy.rename'")
			.contains("'daemon.rpc.tcp.access'")
			.doesNotContain("roles");
	}

	@Test
	void callerWithoutACredentialSeesAndCallsTheOpenMethodsOnly() {
		FakeWorkers workers = new FakeWorkers();
		RpcEngine engine = TestEngine.of(workers);
		RpcAccess access = new RpcRules(Level.UNRESTRICTED, null, "daemon.rpc.http", List.of("*"), List.of())
			.of(RpcCaller.LOCAL);
		assertThat(call(engine, access, "system.listMethods", "[]")).isEqualTo(
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[\"examples.read\",\"rpc.discover\",\"system.getCapabilities\","
						+ "\"system.listMethods\",\"system.methodHelp\",\"system.methodSignature\",\"system.multicall\","
						+ "\"worker.list\",\"worker.status\"]}");
		for (String method : List.of("worker.info", "worker.pause", "worker.resume", "worker.stop", "worker.send",
				"daemon.shutdown", "handyman.changename", "examples.echo")) {
			String params = (method.equals("worker.send")) ? "[\"handyman\",\"changename\"]" : "[]";
			assertThat(call(engine, access, method, params)).contains("\"code\":-32004").contains("daemon.rpc.token");
			assertThat(call(engine, access, "system.multicall",
					"[[{\"methodName\":\"" + method + "\",\"params\":" + params + "}]]"))
				.contains("\"faultCode\":-32004");
		}
		assertThat(workers.calls).isEmpty();
	}

	private static String call(RpcEngine engine, RpcAccess access, String method, String params) {
		String message = "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}";
		byte[] answer = engine.handle(message.getBytes(StandardCharsets.UTF_8), access);
		return (answer != null) ? new String(answer, StandardCharsets.UTF_8) : "";
	}

	private static Set<String> allowed(RpcRules rules, RpcCaller caller) {
		Set<String> allowed = new TreeSet<>();
		CALLS.forEach((name, call) -> {
			if (rules.refusal(caller, call) == null) {
				allowed.add(name);
			}
		});
		return allowed;
	}

	private static RpcCall builtIn(String name, boolean readOnly) {
		return new RpcCall(readOnly, List.of(name));
	}

}
