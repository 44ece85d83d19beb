package dev.daemonspring.rpc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC 2.0, clause by clause: what is sent and what must come back. In an expected
 * answer an error is its code alone; {@code null} stands for no answer.
 */
public final class ConformanceCases {

	private static final String ECHO = "\"jsonrpc\":\"2.0\",\"method\":\"examples.echo\"";

	private static final List<Case> CASES = new ArrayList<>();

	static {
		section4();
		section4Ids();
		section4Params();
		section5();
		section6();
		json();
		methods();
	}

	private ConformanceCases() {
	}

	public static List<Case> all() {
		return CASES;
	}

	private static void section4() {
		ok("{" + ECHO + ",\"params\":[1],\"id\":1}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}");
		ok(" \t\r\n{" + ECHO + ",\"params\":[1],\"id\":1}\r\n ", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}");
		ok("{" + ECHO + ",\"params\":[1],\"id\":1,\"extra\":{}}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}");
		error("{\"method\":\"examples.echo\",\"params\":[1],\"id\":1}", "1", -32600);
		for (String version : List.of("\"1.0\"", "2.0", "2", "null", "\"2\"", "\"2.00\"", "[]", "true", "\"\"")) {
			error("{\"jsonrpc\":" + version + ",\"method\":\"examples.echo\",\"params\":[1],\"id\":1}", "1", -32600);
		}
		error("{\"jsonrpc\":\"2.0\",\"id\":1}", "1", -32600);
		for (String method : List.of("1", "null", "[]", "{}", "true", "1.5")) {
			error("{\"jsonrpc\":\"2.0\",\"method\":" + method + ",\"id\":1}", "1", -32600);
		}
		for (String method : List.of("", "foobar", "rpc.foobar", "rpc.", "rpc", "echo", "hidden", "toString",
				"getClass", "hashCode", "getTargetSource", "examples.hidden", "EXAMPLES.ECHO", "examples.echo ",
				"worker", "worker.", "worker.foo", "wait", "shutdown", "status", "handyman", "handyman.",
				"handyman.nothing", "nobody.changename", "\\u0000", "ping.", "ping.a b", "daemon", "system.")) {
			error("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"id\":1}", "1", -32601);
		}
		for (String value : List.of("1", "\"x\"", "null", "true", "false", "1.5")) {
			error(value, "null", -32600);
		}
		error("{}", "null", -32600);
		error("{\"foo\":\"boo\"}", "null", -32600);
		error("{\"jsonrpc\":\"2.0\",\"result\":1,\"id\":1}", "1", -32600);
		error("{\"jsonrpc\":\"2.0\",\"method\":1,\"params\":\"bar\"}", "null", -32600);
	}

	private static void section4Ids() {
		for (String id : List.of("0", "-1", "-0", "1.0", "1.5", "1e2", "1E+2", "9007199254740993",
				"123456789012345678901234567890", "0.1000", "1e400", "\"\"", "\"1\"", "\"a\\\"b\"",
				"\"\u00fc\ud83d\ude00\"", "null", "\"null\"")) {
			ok("{" + ECHO + ",\"params\":[1],\"id\":" + id + "}",
					"{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":1}");
			error("{\"jsonrpc\":\"2.0\",\"method\":\"nothing\",\"id\":" + id + "}", id, -32601);
		}
		ok("{" + ECHO + ",\"params\":[1],\"id\":\"\\ud800\"}", "{\"jsonrpc\":\"2.0\",\"id\":\"\ud800\",\"result\":1}");
		for (String id : List.of("[]", "{}", "true", "false", "[1]", "{\"a\":1}")) {
			error("{" + ECHO + ",\"params\":[1],\"id\":" + id + "}", "null", -32600);
		}
		none("{" + ECHO + ",\"params\":[1]}");
		none("{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}");
		none("{\"jsonrpc\":\"2.0\",\"method\":\"examples.fail\"}");
		none("{\"jsonrpc\":\"2.0\",\"method\":\"examples.subtract\",\"params\":[\"x\"]}");
		none("{\"jsonrpc\":\"2.0\",\"method\":\"worker.status\",\"params\":[\"nobody\"]}");
	}

	private static void section4Params() {
		for (String params : List.of("1", "\"x\"", "null", "true", "1.5")) {
			error("{" + ECHO + ",\"params\":" + params + ",\"id\":1}", "1", -32600);
		}
		call("examples.subtract", "[42,23]", "19");
		call("examples.subtract", "[23,42]", "-19");
		call("examples.subtract", "{\"subtrahend\":23,\"minuend\":42}", "19");
		call("examples.subtract", "{\"minuend\":42,\"subtrahend\":23}", "19");
		for (String params : List.of("[]", "[1]", "[1,2,3]", "{}", "{\"minuend\":1}",
				"{\"minuend\":1,\"subtrahend\":2,\"x\":3}", "{\"Minuend\":1,\"subtrahend\":2}", "[\"42\",23]",
				"[42,null]", "[42,1.5]", "[42,true]", "[42,[1]]", "[[42],23]", "[42,{}]", "[42,99999999999]",
				"[42,\"\"]", "[42,1e400]")) {
			failedCall("examples.subtract", params, -32602);
		}
		failedCall("examples.subtract", null, -32602);
		call("examples.join", "[[\"a\",\"b\"]]", "\"a-b\"");
		failedCall("examples.join", "[\"a\"]", -32602);
		failedCall("examples.join", "[[1]]", -32602);
		failedCall("examples.join", "[[true]]", -32602);
		call("examples.text", "[\"7\"]", "\"7\"");
		failedCall("examples.text", "[7]", -32602);
		failedCall("examples.text", "[true]", -32602);
		failedCall("examples.text", "[1.5]", -32602);
		failedCall("examples.text", "[[\"7\"]]", -32602);
		failedCall("examples.text", "[{}]", -32602);
		call("examples.point", "[{\"x\":1,\"y\":2}]", "{\"x\":2,\"y\":1}");
		call("examples.point", "{\"point\":{\"x\":1,\"y\":2}}", "{\"x\":2,\"y\":1}");
		failedCall("examples.point", "[[1,2]]", -32602);
		call("examples.points", "[{\"a\":[{\"x\":1,\"y\":2}]}]", "{\"a\":[{\"x\":1,\"y\":2}]}");
		failedCall("examples.points", "[{\"a\":{\"x\":1,\"y\":2}}]", -32602);
		call("examples.greet", "[\"World\"]", "\"Hello World\"");
		call("examples.greet", "[\"World\",\"Hi\"]", "\"Hi World\"");
		call("examples.greet", "{\"name\":\"World\"}", "\"Hello World\"");
		call("examples.greet", "{\"greeting\":\"Hi\",\"name\":\"World\"}", "\"Hi World\"");
		failedCall("examples.greet", "[]", -32602);
		call("examples.sum", null, "0");
		call("examples.sum", "[]", "0");
		call("examples.sum", "{}", "0");
		call("examples.sum", "[3]", "3");
		call("examples.sum", "{\"a\":3}", "3");
		failedCall("examples.sum", "[1,2]", -32602);
	}

	private static void section5() {
		call("examples.nothing", null, "null");
		for (String value : List.of("null", "true", "\"x\"", "[]", "{}", "[1,[2,{\"a\":null}]]", "1.5", "-7", "\"\"",
				"\"\\u0000\\n\"")) {
			call("examples.echo", "[" + value + "]", value);
		}
		failedCall("examples.fail", null, -32603);
		failedCall("examples.overflow", null, -32603);
		failedCall("examples.refuse", null, -31000);
		failedCall("examples.declared", null, -31001);
	}

	private static void section6() {
		String one = "{" + ECHO + ",\"params\":[1],\"id\":1}";
		String notification = "{" + ECHO + ",\"params\":[1]}";
		String answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}";
		String invalid = "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":-32600}";
		error("[]", "null", -32600);
		ok("[" + one + "]", "[" + answer + "]");
		ok("[" + one + "," + one + "]", "[" + answer + "," + answer + "]");
		ok("[" + notification + "," + one + "," + notification + "]", "[" + answer + "]");
		none("[" + notification + "]");
		none("[" + notification + "," + notification + "]");
		none("[{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}]");
		ok("[1]", "[" + invalid + "]");
		ok("[1,2,3]", "[" + invalid + "," + invalid + "," + invalid + "]");
		ok("[null]", "[" + invalid + "]");
		ok("[[]]", "[" + invalid + "]");
		ok("[[" + one + "]]", "[" + invalid + "]");
		ok("[{}," + notification + "]", "[" + invalid + "]");
		ok("[" + one + ",{\"foo\":\"boo\"},{\"jsonrpc\":\"2.0\",\"method\":\"foo.get\",\"params\":{\"name\":\"m\"},"
				+ "\"id\":\"5\"}]",
				"[" + answer + "," + invalid + ",{\"jsonrpc\":\"2.0\",\"id\":\"5\",\"error\":-32601}]");
		error("[{\"jsonrpc\":\"2.0\",\"method\":\"sum\",\"params\":[1,2,4],\"id\":\"1\"},{\"jsonrpc\":\"2.0\",\"method\"]",
				"null", -32700);
		ok("[{" + ECHO + ",\"params\":[1],\"id\":1.0}]", "[{\"jsonrpc\":\"2.0\",\"id\":1.0,\"result\":1}]");
		call("examples.echo", "[{\"id\":1.50}]", "{\"id\":1.5}");
	}

	private static void json() {
		for (String text : List.of("", " ", "{", "}", "[", "]",
				"{\"jsonrpc\":\"2.0\",\"method\":\"foobar,\"params\":\"bar\",\"baz]", "{'jsonrpc':'2.0'}",
				"{jsonrpc:\"2.0\"}", "NaN", "Infinity", "+1", "01", ".5", "1.", "0x1", "nul", "tru", "// x\n{}",
				"/* x */{}", "# x\n{}", "[1,]", "[,1]", "{\"a\":1,}", "\"", "\"\\x\"", "\"\n\"", "\ufeff{}", ",",
				"[1 2]", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "undefined", "<rpc/>", "\u0000", "{}\u0000", "{} x", "{}{}",
				"{}[]", "1 1", "[] []", "{\"a\":NaN}")) {
			error(text, "null", -32700);
		}
		String one = "{" + ECHO + ",\"params\":[1],\"id\":1}";
		error(one + "x", "null", -32700);
		error(one + one, "null", -32700);
		error(one + "," + one, "null", -32700);
		error("{\"jsonrpc\":\"2.0\"," + ECHO + ",\"params\":[1],\"id\":1}", "null", -32700);
		error("{" + ECHO + ",\"params\":[1],\"id\":1,\"id\":2}", "null", -32700);
		error("{" + ECHO + ",\"params\":[{\"a\":1,\"a\":2}],\"id\":1}", "null", -32700);
		error("{" + ECHO + ",\"params\":[{\"a\":1,\"\\u0061\":2}],\"id\":1}", "null", -32700);
		for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE,
				Charset.forName("UTF-32"), Charset.forName("UTF-32LE"))) {
			bytes(one.getBytes(charset));
		}
		for (String ill : List.of("\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e2\u0082",
				"\u00f4\u0090\u0080\u0080", "\u0080", "\u00fc")) {
			bytes(("{" + ECHO + ",\"params\":[\"" + ill + "\"],\"id\":1}").getBytes(StandardCharsets.ISO_8859_1));
		}
		ok("{" + ECHO + ",\"params\":[\"\u00e4\u20ac\ud83d\ude00\"],\"id\":1}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"\u00e4\u20ac\ud83d\ude00\"}");
		call("examples.echo", "[" + "[".repeat(97) + "]".repeat(97) + "]", "[".repeat(97) + "]".repeat(97));
		error("[".repeat(101) + "]".repeat(101), "null", -32012);
		error("[".repeat(50_000), "null", -32012);
		error("{\"a\":".repeat(50_000), "null", -32012);
		error("{" + ECHO + ",\"params\":[" + "[".repeat(99) + "]".repeat(99) + "],\"id\":1}", "null", -32012);
		error("{" + ECHO + ",\"params\":[" + "9".repeat(101) + "],\"id\":1}", "null", -32013);
		error("{" + ECHO + ",\"params\":[1],\"id\":" + "9".repeat(101) + "}", "null", -32013);
		error("9".repeat(100_000), "null", -32013);
		error("{" + ECHO + ",\"params\":[1e99999999999],\"id\":1}", "null", -32013);
		ok("{" + ECHO + ",\"params\":[1],\"id\":" + "9".repeat(100) + "}",
				"{\"jsonrpc\":\"2.0\",\"id\":" + "9".repeat(100) + ",\"result\":1}");
		error("[" + "1,".repeat(1000) + "1]", "null", -32011);
		error("[" + "1,".repeat(400_000), "null", -32011);
		error("\"" + "x".repeat(1024 * 1024) + "\"", "null", -32010);
	}

	private static void methods() {
		call("worker.list", null, "[{\"name\":\"handyman\",\"looptime\":10,\"forever\":true},"
				+ "{\"name\":\"ping\",\"looptime\":1.5,\"forever\":false}]");
		call("worker.status", null, "{\"handyman\":1,\"ping\":1}");
		call("worker.status", "[]", "{\"handyman\":1,\"ping\":1}");
		call("worker.status", "{}", "{\"handyman\":1,\"ping\":1}");
		for (String name : List.of("[\"handyman\"]", "{\"name\":\"handyman\"}", "{\"worker_name\":\"handyman\"}")) {
			call("worker.status", name, "1");
			for (String method : List.of("pause", "resume", "start", "stop", "restart")) {
				call("worker." + method, name, "true");
			}
		}
		call("worker.pause", null, "{\"handyman\":true,\"ping\":true}");
		call("worker.resume", "[]", "{\"handyman\":true,\"ping\":true}");
		for (String method : List.of("status", "pause", "resume", "start", "stop", "restart", "info")) {
			for (String params : List.of("[\"nobody\"]", "[1]", "[null]", "[[\"handyman\"]]", "{\"nome\":\"handyman\"}",
					"[\"handyman\",1]", "{\"name\":\"handyman\",\"worker_name\":\"handyman\"}", "[\"\"]", "[true]")) {
				failedCall("worker." + method, params, -32602);
			}
		}
		for (String method : List.of("start", "stop", "restart", "send")) {
			failedCall("worker." + method, null, -32602);
		}
		failedCall("worker.list", "[1]", -32602);
		commands();
	}

	private static void commands() {
		call("handyman.changename", "[\"x\"]", "[\"x\"]");
		call("handyman.changename", "{\"to\":\"x\"}", "{\"to\":\"x\"}");
		call("handyman.changename", null, "[]");
		call("ping.echo", "[1,\"\u00e4\",{\"a\":null}]", "[1,\"\u00e4\",{\"a\":null}]");
		failedCall("ping.nothing", "[1]", -32601);
		call("worker.send", "[\"ping\",\"echo\"]", "[]");
		call("worker.send", "[\"ping\",\"echo\",null]", "[]");
		call("worker.send", "[\"ping\",\"echo\",[1,2]]", "[1,2]");
		call("worker.send", "[\"ping\",\"echo\",{\"a\":1}]", "{\"a\":1}");
		call("worker.send", "[\"ping\",\"echo\",1]", "[1]");
		call("worker.send", "[\"ping\",\"echo\",1,2]", "[1,2]");
		call("worker.send", "[\"ping\",\"echo\",[1],[2]]", "[[1],[2]]");
		call("worker.send", "{\"name\":\"ping\",\"command\":\"echo\"}", "[]");
		call("worker.send", "{\"name\":\"ping\",\"command\":\"echo\",\"args\":[1]}", "[1]");
		call("worker.send", "{\"worker_name\":\"ping\",\"command\":\"echo\",\"args\":{\"a\":1}}", "{\"a\":1}");
		failedCall("worker.send", "{\"name\":\"ping\",\"command\":\"echo\",\"args\":1}", -32602);
		failedCall("worker.send", "[\"ping\"]", -32602);
		failedCall("worker.send", "[\"nobody\",\"echo\"]", -32602);
		failedCall("worker.send", "[1,\"echo\"]", -32602);
		failedCall("worker.send", "[\"ping\",1]", -32602);
		failedCall("worker.send", "[\"ping\",\"nothing\"]", -32601);
	}

	private static void call(String method, @Nullable String params, String result) {
		ok(request(method, params), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}");
	}

	private static void failedCall(String method, @Nullable String params, int code) {
		error(request(method, params), "1", code);
	}

	private static String request(String method, @Nullable String params) {
		return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"" + ((params != null) ? ",\"params\":" + params : "")
				+ ",\"id\":1}";
	}

	private static void error(String request, String id, int code) {
		ok(request, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":" + code + "}");
	}

	private static void none(String request) {
		ok(request, null);
	}

	private static void bytes(byte[] request) {
		CASES.add(new Case(request, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":-32700}"));
	}

	private static void ok(String request, @Nullable String answer) {
		CASES.add(new Case(request.getBytes(StandardCharsets.UTF_8), answer));
	}

	/**
	 * Return an answer as the cases have it, with an error as its code.
	 */
	public static @Nullable String normalize(byte @Nullable [] answer) {
		if (answer == null || answer.length == 0) {
			return null;
		}
		JsonNode node = new MessageReader(new RpcLimits(RpcLimits.DEFAULT.messageSize(), 10_000, 200, 200))
			.read(answer);
		if (node instanceof ObjectNode object) {
			normalize(object);
		}
		else {
			node.forEach((element) -> normalize((ObjectNode) element));
		}
		return Json.text(node);
	}

	private static void normalize(ObjectNode answer) {
		JsonNode error = answer.get("error");
		if (error != null) {
			if (!error.path("message").isTextual() || !error.path("code").isInt()) {
				throw new AssertionError("No error object: " + error);
			}
			answer.set("error", error.get("code"));
		}
	}

	public record Case(byte[] request, @Nullable String answer) {

		@Override
		public String toString() {
			String text = new String(this.request, StandardCharsets.UTF_8);
			return "'" + ((text.length() > 100) ? text.substring(0, 100) + "..." : text) + "'";
		}

	}

}
