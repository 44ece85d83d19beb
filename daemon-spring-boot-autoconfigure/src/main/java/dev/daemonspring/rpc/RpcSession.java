package dev.daemonspring.rpc;

import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * A connection's session with the engine. Where a token is required, the first message
 * must present it, with {@code rpc.authenticate}. Not thread-safe, except for
 * {@link #isAuthenticated()}.
 */
public class RpcSession {

	static final String AUTHENTICATE = "rpc.authenticate";

	private final RpcEngine engine;

	private final RpcAccess access;

	private final @Nullable RpcToken token;

	private volatile boolean authenticated;

	private boolean parseError;

	/**
	 * Create a session.
	 * @param engine the engine that answers
	 * @param access what the caller may call
	 * @param token the token that the caller must present first, or {@code null}
	 */
	public RpcSession(RpcEngine engine, RpcAccess access, @Nullable RpcToken token) {
		this.engine = engine;
		this.access = access;
		this.token = token;
		this.authenticated = token == null;
	}

	/**
	 * Answer a message.
	 * @param message the bytes of the message
	 * @return the bytes of the answer, or {@code null} when there is none
	 * @see #isAuthenticated()
	 */
	public byte @Nullable [] handle(byte[] message) {
		if (this.authenticated) {
			RpcEngine.Answer answer = this.engine.answer(message, this.access);
			this.parseError = answer.parseError();
			return answer.bytes();
		}
		return authenticate(message);
	}

	/**
	 * Return whether the caller has presented the token, or need not present one. If it
	 * is still not authenticated after a message, the message was refused and the
	 * connection must be closed. May be called by any thread.
	 * @return whether the caller is authenticated
	 */
	public boolean isAuthenticated() {
		return this.authenticated;
	}

	/**
	 * Return whether the last message was not well-formed JSON.
	 * @return whether it could not be parsed
	 */
	public boolean isParseError() {
		return this.parseError;
	}

	private byte[] authenticate(byte[] message) {
		JsonNode id = NullNode.getInstance();
		try {
			RpcRequest request = RpcRequest.of(this.engine.read(message));
			id = (request.id() != null) ? request.id() : id;
			JsonNode params = (request.params() != null) ? request.params() : NullNode.getInstance();
			JsonNode shown = (params.isArray()) ? params.path(0) : params.path("token");
			this.authenticated = AUTHENTICATE.equals(request.method()) && shown.isTextual()
					&& Objects.requireNonNull(this.token).matches(shown.textValue());
		}
		catch (RpcException ex) {
			this.authenticated = false;
		}
		return (this.authenticated) ? Json.write(RpcEngine.success(id, BooleanNode.TRUE)) : unauthorized(id);
	}

	/**
	 * Return the answer to a first message that was not read.
	 * @return the bytes of an answer whose id is null
	 */
	public static byte[] unauthorized() {
		return unauthorized(NullNode.getInstance());
	}

	private static byte[] unauthorized(JsonNode id) {
		return Json.write(RpcEngine.failure(id, RpcError.of(RpcErrorCode.UNAUTHORIZED,
				"the first message must be '" + AUTHENTICATE + "' with the token")));
	}

}
