package dev.daemonspring.rpc.http;

/**
 * The application answers at the path of the RPC, too. Stops the start, because one of
 * them would be out of reach.
 */
public class RpcPathException extends RuntimeException {

	private final transient String path;

	/**
	 * Create an exception.
	 * @param path the path
	 * @param handler what the application has there
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
