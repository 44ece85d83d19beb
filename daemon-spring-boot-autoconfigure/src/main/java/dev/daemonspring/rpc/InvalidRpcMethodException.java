package dev.daemonspring.rpc;

/**
 * The exception thrown when a method annotated with {@code @JsonRpcMethod} can't be
 * served. It stops the application at startup.
 */
public class InvalidRpcMethodException extends RuntimeException {

	private final String method;

	InvalidRpcMethodException(String method, String source, String reason) {
		super("The RPC method '" + method + "' of " + source + " can't be served: " + reason);
		this.method = method;
	}

	/**
	 * Return the name of the method.
	 * @return the name
	 */
	public String method() {
		return this.method;
	}

}
