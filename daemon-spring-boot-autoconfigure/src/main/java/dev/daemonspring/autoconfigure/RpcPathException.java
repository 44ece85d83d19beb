package dev.daemonspring.autoconfigure;

/**
 * The application answers at the path of the RPC, too. Stops the start, because one of
 * them would be out of reach.
 */
class RpcPathException extends RuntimeException {

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

	String path() {
		return this.path;
	}

}
