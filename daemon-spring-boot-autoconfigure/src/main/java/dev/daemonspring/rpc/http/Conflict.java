package dev.daemonspring.rpc.http;

/**
 * The ways in which a handler of the application can conflict with the RPC, which answers
 * every HTTP method at its path.
 */
enum Conflict {

	/**
	 * The handler has another path.
	 */
	NONE,

	/**
	 * The handler has the RPC's path, but not the RPC's method. It is out of reach, and
	 * its callers are told that their method is not allowed.
	 */
	OTHER_METHOD,

	/**
	 * The handler has the RPC's path and method.
	 */
	SAME_METHOD;

	static Conflict of(boolean post) {
		return (post) ? SAME_METHOD : OTHER_METHOD;
	}

	Conflict or(Conflict other) {
		return (compareTo(other) >= 0) ? this : other;
	}

}
