package dev.daemonspring.rpc;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;

/**
 * The budget for the results of one message, counted in bytes of JSON text. A result is
 * turned into text at once, because its tree takes many times as much memory. Not
 * thread-safe; used by the thread that answers the message.
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
	 * Check that a message does not have more calls than allowed. Those of a batch are
	 * added up, and a multicall counts as the calls in it.
	 * @throws RpcException when it has more
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
	 * Check, before a method is called, that the budget is not exhausted.
	 * @throws RpcException when it is
	 */
	void check() {
		if (this.answered > this.limits.answerBytes()) {
			throw exhausted(false);
		}
	}

	/**
	 * Charge a result to the budget.
	 * @return the result as text
	 * @throws RpcException when it exceeds what is left
	 */
	JsonNode take(JsonNode result) {
		String text = Json.text(result);
		long size = Json.sizeInUtf8(text);
		this.answered += size;
		if (this.answered > this.limits.answerBytes()) {
			throw exhausted(true);
		}
		this.inFlight.add(size);
		this.counted += size;
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
	 * Stop counting the results as in flight: the answer is complete, and is counted by
	 * the transport while it is written.
	 */
	void close() {
		this.inFlight.remove(this.counted);
	}

}
