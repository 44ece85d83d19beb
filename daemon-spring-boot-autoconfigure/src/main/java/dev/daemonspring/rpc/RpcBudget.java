package dev.daemonspring.rpc;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;

/**
 * What one message may still have answered. Every result is turned into text as soon as
 * there is one, because its tree takes many times as much memory. To be used by the
 * thread that answers the message.
 */
final class RpcBudget {

	private final RpcLimits limits;

	private final BytesInFlight inFlight;

	private long answered;

	private long counted;

	RpcBudget(RpcLimits limits, BytesInFlight inFlight) {
		this.limits = limits;
		this.inFlight = inFlight;
	}

	/**
	 * Check that a message does not ask for more calls than it may: those of its batch,
	 * where a multicall counts as the calls in it.
	 * @throws RpcException when it does
	 */
	static void checkCalls(JsonNode message, RpcLimits limits) {
		long calls = 0;
		if (message instanceof ArrayNode batch) {
			for (JsonNode entry : batch) {
				calls += calls(entry);
			}
		}
		else {
			calls = calls(message);
		}
		if (calls > limits.calls()) {
			throw new RpcException(RpcErrorCode.TOO_MANY_CALLS,
					"a message has at most " + limits.calls()
							+ " calls, those in multicalls included, and this one has " + calls
							+ ". Send fewer or raise 'daemon.rpc.max-calls'.");
		}
	}

	private static long calls(JsonNode request) {
		if (!SystemMethods.MULTICALL.equals(request.path("method").textValue())) {
			return 1;
		}
		long calls = 0;
		for (JsonNode argument : request.path("params")) {
			calls += argument.size();
		}
		return Math.max(calls, 1);
	}

	/**
	 * Check that something is left before a method is called.
	 * @throws RpcException when nothing is
	 */
	void check() {
		if (this.answered > this.limits.answerBytes()) {
			throw exhausted(false);
		}
	}

	/**
	 * Take in a result.
	 * @return the result as it goes out
	 * @throws RpcException when it is more than is left
	 */
	JsonNode take(JsonNode result) {
		String text = Json.text(result);
		this.answered += text.length();
		if (this.answered > this.limits.answerBytes()) {
			throw exhausted(true);
		}
		this.inFlight.add(text.length());
		this.counted += text.length();
		return new POJONode(new RawValue(text));
	}

	private RpcException exhausted(boolean ran) {
		return new RpcException(
				RpcError.of(RpcErrorCode.ANSWER_TOO_LARGE,
						"the results of a message have at most " + this.limits.answerBytes()
								+ " bytes. Ask for less at once or raise 'daemon.rpc.max-response-size'.",
						Map.of("ran", ran)));
	}

	/**
	 * The answer is made; from now on whoever writes it accounts for it.
	 */
	void close() {
		this.inFlight.remove(this.counted);
	}

}
