package dev.daemonspring.rpc.http;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells of what the application has at the RPC's path, where it would never be called:
 * the RPC answers every method there. Stops the start when both answer the same method.
 */
final class PathCheck {

	private static final Log logger = LogFactory.getLog(PathCheck.class);

	private final String path;

	PathCheck(String path) {
		this.path = path;
	}

	String path() {
		return this.path;
	}

	/**
	 * Check a handler.
	 * @param conflict how it conflicts with the RPC
	 * @param handler what it is, to follow other words
	 * @throws RpcPathException when it answers what the RPC answers
	 */
	void check(Conflict conflict, String handler) {
		if (conflict == Conflict.SAME_METHOD) {
			throw new RpcPathException(this.path, handler);
		}
		if (conflict == Conflict.OTHER_METHOD) {
			logger
				.warn(("The application has %s at '%s', where it is never called: the RPC of the workers answers every"
						+ " method there, and all but POST with status 405. Move the RPC, for example with"
						+ " 'daemon.rpc.http.path=/daemon%s', or the application's own.")
					.formatted(handler, this.path, this.path));
		}
	}

}
