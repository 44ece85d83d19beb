package dev.daemonspring.rpc;

/**
 * The error codes that a caller can receive: first those of JSON-RPC 2.0, then those of
 * the daemon, in the range that the specification leaves to servers. The meaning of a
 * code never changes.
 */
public enum RpcErrorCode {

	/**
	 * The message is not well-formed UTF-8, or not a single well-formed JSON value.
	 */
	PARSE_ERROR(-32700, "Parse error"),

	/**
	 * The JSON value is not a request object.
	 */
	INVALID_REQUEST(-32600, "Invalid Request"),

	/**
	 * No method, or no command, has that name.
	 */
	METHOD_NOT_FOUND(-32601, "Method not found"),

	/**
	 * The parameters don't fit the method, or name an unknown worker.
	 */
	INVALID_PARAMS(-32602, "Invalid params"),

	/**
	 * The method failed; the daemon's log says why.
	 */
	INTERNAL_ERROR(-32603, "Internal error"),

	/**
	 * The command ran, and threw an exception.
	 */
	COMMAND_FAILED(-32000, "Command failed"),

	/**
	 * No result came in time; {@code data.mayStillRun} says whether the command had
	 * begun.
	 */
	COMMAND_TIMED_OUT(-32001, "Command timed out"),

	/**
	 * The worker's mailbox is full. The command did not run.
	 */
	MAILBOX_FULL(-32002, "Mailbox full"),

	/**
	 * The worker is stopped or failed, or the daemon is shutting down. The command did
	 * not run.
	 */
	WORKER_NOT_RUNNING(-32003, "Worker not running"),

	/**
	 * The caller may not call the method over this transport. It did not run.
	 */
	REFUSED(-32004, "Refused"),

	/**
	 * The arguments or the result are too large for the mailbox. When it is the result,
	 * the command ran.
	 */
	TOO_LARGE(-32005, "Too large"),

	/**
	 * The worker's process ended while the command ran; what it had done by then is
	 * unknown.
	 */
	COMMAND_INTERRUPTED(-32006, "Command interrupted"),

	/**
	 * The message has more bytes than allowed. None of it ran.
	 */
	MESSAGE_TOO_LARGE(-32010, "Message too large"),

	/**
	 * The batch has more entries than allowed. None of them ran.
	 */
	BATCH_TOO_LARGE(-32011, "Batch too large"),

	/**
	 * The message is nested deeper than allowed. None of it ran.
	 */
	TOO_DEEP(-32012, "Nested too deep"),

	/**
	 * A number has more characters than allowed, or an exponent out of range. Nothing in
	 * the message ran.
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
	 * The messages and answers of all callers have reached the maximum size, or too many
	 * calls wait for a thread. Nothing in the message ran.
	 */
	BUSY(-32016, "Busy"),

	/**
	 * The maximum number of connections is open. This one is closed.
	 */
	TOO_MANY_CONNECTIONS(-32020, "Too many connections"),

	/**
	 * No complete message, or no token, arrived in time. The connection is closed.
	 */
	IDLE(-32021, "Idle for too long"),

	/**
	 * The caller did not present the token, or is another user. The connection is closed.
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
	 * Return the short description, with which the caller's message begins.
	 * @return the message
	 */
	String message() {
		return this.message;
	}

}
