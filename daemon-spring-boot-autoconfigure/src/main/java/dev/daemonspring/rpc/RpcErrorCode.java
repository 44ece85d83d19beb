package dev.daemonspring.rpc;

/**
 * The error codes that a caller can meet. Those of JSON-RPC 2.0 first, then the
 * application's own, in the range that the specification leaves to servers. A code never
 * changes its meaning.
 */
public enum RpcErrorCode {

	/**
	 * The message is no well-formed UTF-8, or no single well-formed JSON value.
	 */
	PARSE_ERROR(-32700, "Parse error"),

	/**
	 * The JSON value is no request object.
	 */
	INVALID_REQUEST(-32600, "Invalid Request"),

	/**
	 * There is no method, or no command, of that name.
	 */
	METHOD_NOT_FOUND(-32601, "Method not found"),

	/**
	 * The parameters don't fit the method, or name no worker.
	 */
	INVALID_PARAMS(-32602, "Invalid params"),

	/**
	 * The method failed; the daemon's log says why.
	 */
	INTERNAL_ERROR(-32603, "Internal error"),

	/**
	 * The command threw. It ran.
	 */
	COMMAND_FAILED(-32000, "Command failed"),

	/**
	 * No result came in time; {@code data.mayStillRun} says whether the command had
	 * begun.
	 */
	COMMAND_TIMED_OUT(-32001, "Command timed out"),

	/**
	 * More commands wait than the mailbox holds. It did not run.
	 */
	MAILBOX_FULL(-32002, "Mailbox full"),

	/**
	 * The worker is stopped, failed, or the daemon shuts down. It did not run.
	 */
	WORKER_NOT_RUNNING(-32003, "Worker not running"),

	/**
	 * The method exists but this transport does not allow it. It did not run.
	 */
	REFUSED(-32004, "Refused"),

	/**
	 * The arguments, or the result, are larger than the mailbox.
	 */
	TOO_LARGE(-32005, "Too large"),

	/**
	 * The worker's process ended while the command ran; what it had done by then is
	 * unknown.
	 */
	COMMAND_INTERRUPTED(-32006, "Command interrupted"),

	/**
	 * The message has more bytes than allowed. Nothing of it was read.
	 */
	MESSAGE_TOO_LARGE(-32010, "Message too large"),

	/**
	 * The batch has more entries than allowed. None of them ran.
	 */
	BATCH_TOO_LARGE(-32011, "Batch too large"),

	/**
	 * The message is nested deeper than allowed. Nothing of it ran.
	 */
	TOO_DEEP(-32012, "Nested too deep"),

	/**
	 * A number has more digits than allowed. Nothing of the message ran.
	 */
	NUMBER_TOO_LONG(-32013, "Number too long"),

	/**
	 * The message has more calls than allowed. None of them ran.
	 */
	TOO_MANY_CALLS(-32014, "Too many calls"),

	/**
	 * The results of the message are larger than allowed; {@code data.ran} says whether
	 * this call ran.
	 */
	ANSWER_TOO_LARGE(-32015, "Answer too large"),

	/**
	 * Messages and answers of all callers take as much memory as allowed. Nothing of the
	 * message ran.
	 */
	BUSY(-32016, "Busy"),

	/**
	 * As many connections are open as allowed. This one is closed.
	 */
	TOO_MANY_CONNECTIONS(-32020, "Too many connections"),

	/**
	 * No whole message came in time. The connection is closed.
	 */
	IDLE(-32021, "Idle for too long"),

	/**
	 * The caller did not say who it is, or it may not call. The connection is closed.
	 */
	UNAUTHORIZED(-32022, "Unauthorized");

	private final int code;

	private final String message;

	RpcErrorCode(int code, String message) {
		this.code = code;
		this.message = message;
	}

	/**
	 * Return the number that the caller sees.
	 * @return the code
	 */
	int code() {
		return this.code;
	}

	/**
	 * Return the short description that the caller sees when there is no better one.
	 * @return the message
	 */
	String message() {
		return this.message;
	}

}
