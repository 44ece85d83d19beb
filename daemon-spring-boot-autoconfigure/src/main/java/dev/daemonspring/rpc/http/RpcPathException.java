package dev.daemonspring.rpc.http;

/**
 * The exception thrown when the application also answers {@code POST} at the path of the
 * RPC. It stops the application at startup, because one of the two would be out of reach.
 */
public class RpcPathException extends RuntimeException {

	private final transient String path;

	/**
	 * Create an exception.
	 * @param path the path
	 * @param handler the description of the application's handler
	 */
	RpcPathException(String path, String handler) {
		super("The RPC of the workers and " + handler + " both answer 'POST " + path + "'");
		this.path = path;
	}

	/**
	 * Return the path.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

}
