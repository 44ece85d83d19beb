package dev.daemonspring.rpc;

/**
 * A method annotated {@code @JsonRpcMethod} can't be served. Stops the application at
 * startup.
 */
public class InvalidRpcMethodException extends RuntimeException {

	private final String method;

	private final String source;

	private final String reason;

	InvalidRpcMethodException(String method, String source, String reason) {
		super("The RPC method '" + method + "' of " + source + " can't be served: " + reason);
		this.method = method;
		this.source = source;
		this.reason = reason;
	}

	/**
	 * Return the name of the method.
	 * @return the name
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Return who brings the method.
	 * @return a description of the bean
	 */
	public String source() {
		return this.source;
	}

	/**
	 * Return why it can't be served.
	 * @return a part of a sentence
	 */
	public String reason() {
		return this.reason;
	}

}
