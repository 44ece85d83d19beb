package dev.daemonspring.rpc.http;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A check for handlers of the application at the RPC's path, where they would never be
 * called because the RPC answers every HTTP method. It logs a warning or, when both
 * answer the same method, stops the application at startup.
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
	 * @param handler the handler's description, as part of a sentence
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
