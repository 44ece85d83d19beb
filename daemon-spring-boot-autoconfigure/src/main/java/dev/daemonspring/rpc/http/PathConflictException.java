package dev.daemonspring.rpc.http;

/**
 * The exception thrown when the application also answers what the RPC or the page of the
 * workers answers, by the same method at the same path. It stops the application at
 * startup, because one of the two would be out of reach.
 */
public class PathConflictException extends RuntimeException {

	private final transient PathOwner owner;

	/**
	 * Create an exception.
	 * @param owner the owner of the path
	 * @param path the path
	 * @param handler the description of the application's handler
	 */
	PathConflictException(PathOwner owner, OwnedPath path, String handler) {
		super("The " + owner.name() + " of the workers and " + handler + " both answer '" + path + "'");
		this.owner = owner;
	}

	/**
	 * Return the owner of the path.
	 * @return the owner
	 */
	public PathOwner owner() {
		return this.owner;
	}

}
