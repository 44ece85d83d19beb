package dev.daemonspring.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The engine that answers messages according to JSON-RPC 2.0. A transport passes it a
 * whole message and gets the whole answer. No message makes it throw an exception.
 * Thread-safe.
 */
public class RpcEngine {

	private static final Log logger = LogFactory.getLog(RpcEngine.class);

	private final RpcLimits limits;

	private final MessageReader reader;

	private final RpcDispatcher dispatcher;

	private final BytesInFlight inFlight;

	RpcEngine(RpcLimits limits, RpcDispatcher dispatcher) {
		this.limits = limits;
		this.reader = new MessageReader(limits);
		this.dispatcher = dispatcher;
		this.inFlight = new BytesInFlight(limits.inFlight().toBytes());
	}

	/**
	 * Return the limits of a message.
	 * @return the limits
	 */
	public RpcLimits limits() {
		return this.limits;
	}

	/**
	 * Answer a message.
	 * @param message the bytes of the message
	 * @param access what its sender may call
	 * @return the bytes of the answer, or {@code null} when there is none, because the
	 * message consists of notifications
	 */
	byte @Nullable [] handle(byte[] message, RpcAccess access) {
		return answer(message, access).bytes();
	}

	/**
	 * Answer a message, and describe the answer to the transport.
	 * @param message the bytes of the message
	 * @param access what its sender may call
	 * @return the answer
	 */
	public Answer answer(byte[] message, RpcAccess access) {
		if (!this.inFlight.enter(message.length)) {
			return new Answer(
					error(RpcErrorCode.BUSY, "messages and answers in progress take " + this.limits.inFlight().toBytes()
							+ " bytes together, as many as allowed. Try again, or raise 'daemon.rpc.max-in-flight'."),
					false, false);
		}
		RpcBudget budget = new RpcBudget(this.limits, this.inFlight);
		try {
			return answer(message, access, budget);
		}
		finally {
			budget.close();
			this.inFlight.leave(message.length);
		}
	}

	/**
	 * Return whether a caller may call a method.
	 * @param method the name of a built-in method or one of the application's
	 * @param access what the caller may call
	 * @return whether there is such a method and the caller may call it
	 */
	public boolean allows(String method, RpcAccess access) {
		return refusal(method, access) == null;
	}

	/**
	 * Return why a caller may not call a method.
	 * @param method the name of a built-in method or one of the application's
	 * @param access what the caller may call
	 * @return the reason, or {@code null} if the caller may call it
	 */
	public @Nullable String refusal(String method, RpcAccess access) {
		return this.dispatcher.refusal(method, access);
	}

	/**
	 * Count an answer as in flight while it is written, because a caller may be slow to
	 * read it.
	 * @param answer the bytes of the answer
	 * @return a handle to close when the answer has been written, or can't be
	 */
	public Holding hold(byte[] answer) {
		this.inFlight.add(answer.length);
		return () -> this.inFlight.remove(answer.length);
	}

	BytesInFlight inFlight() {
		return this.inFlight;
	}

	private Answer answer(byte[] message, RpcAccess access, RpcBudget budget) {
		try {
			JsonNode answer = answer(read(message), access, budget);
			boolean refused = answer != null
					&& answer.path("error").path("code").asInt() == RpcErrorCode.REFUSED.code();
			return new Answer((answer != null) ? Json.write(answer) : null, false, refused);
		}
		catch (RpcException ex) {
			boolean parseError = ex.error().code() == RpcErrorCode.PARSE_ERROR.code();
			return new Answer(Json.write(failure(NullNode.getInstance(), ex.error())), parseError, false);
		}
		catch (RuntimeException | StackOverflowError ex) {
			logger.error("A message could not be answered", ex);
			RpcError error = RpcError.of(RpcErrorCode.INTERNAL_ERROR);
			return new Answer(Json.write(failure(NullNode.getInstance(), error)), false, false);
		}
	}

	JsonNode read(byte[] message) {
		return this.reader.read(message);
	}

	/**
	 * Return an error that concerns the transport, and not a request.
	 * @param code the error's code
	 * @param reason the reason, for the caller
	 * @return the bytes of an answer whose id is null
	 */
	public static byte[] error(RpcErrorCode code, String reason) {
		return Json.write(failure(NullNode.getInstance(), RpcError.of(code, reason)));
	}

	/**
	 * Return the answer to a message that was not read because it is too large.
	 * @return the bytes of an answer whose id is null
	 */
	public byte[] tooLarge() {
		return Json.write(failure(NullNode.getInstance(), MessageReader.tooLarge(this.limits)));
	}

	private @Nullable JsonNode answer(JsonNode message, RpcAccess access, RpcBudget budget) {
		try {
			RpcBudget.checkCalls(message, this.limits);
		}
		catch (RpcException ex) {
			return failure(RpcRequest.idOf(message), ex.error());
		}
		if (!(message instanceof ArrayNode batch)) {
			return answerOne(message, access, budget);
		}
		if (batch.isEmpty()) {
			throw new RpcException(RpcErrorCode.INVALID_REQUEST, "a batch has at least one entry");
		}
		ArrayNode answers = JsonNodeFactory.instance.arrayNode();
		for (JsonNode entry : batch) {
			ObjectNode answer = answerOne(entry, access, budget);
			if (answer != null) {
				answers.add(answer);
			}
		}
		return (!answers.isEmpty()) ? answers : null;
	}

	private @Nullable ObjectNode answerOne(JsonNode node, RpcAccess access, RpcBudget budget) {
		RpcRequest request;
		try {
			request = RpcRequest.of(node);
		}
		catch (RpcException ex) {
			return failure(RpcRequest.idOf(node), ex.error());
		}
		ObjectNode answer = answer(request, access, budget);
		return (request.id() != null) ? answer : null;
	}

	private ObjectNode answer(RpcRequest request, RpcAccess access, RpcBudget budget) {
		JsonNode id = (request.id() != null) ? request.id() : NullNode.getInstance();
		try {
			JsonNode result = this.dispatcher.call(request.method(), request.params(), access, budget);
			return success(id, result);
		}
		catch (RpcException ex) {
			return failure(id, ex.error());
		}
		catch (RuntimeException | StackOverflowError ex) {
			logger.error("A request could not be answered", ex);
			return failure(id, RpcError.of(RpcErrorCode.INTERNAL_ERROR));
		}
	}

	static ObjectNode success(JsonNode id, JsonNode result) {
		ObjectNode answer = answer(id);
		answer.set("result", result);
		return answer;
	}

	static ObjectNode failure(JsonNode id, RpcError error) {
		ObjectNode answer = answer(id);
		answer.set("error", error.toNode());
		return answer;
	}

	private static ObjectNode answer(JsonNode id) {
		ObjectNode answer = JsonNodeFactory.instance.objectNode();
		answer.put("jsonrpc", "2.0").set("id", id);
		return answer;
	}

	/**
	 * An answer.
	 *
	 * @param bytes the bytes of the answer, or {@code null} when there is none
	 * @param parseError whether the message was not well-formed JSON
	 * @param refused whether the message was a single call that its sender may not make
	 */
	public record Answer(byte @Nullable [] bytes, boolean parseError, boolean refused) {
	}

	/**
	 * An answer that is being written.
	 */
	@FunctionalInterface
	public interface Holding extends AutoCloseable {

		@Override
		void close();

	}

}
