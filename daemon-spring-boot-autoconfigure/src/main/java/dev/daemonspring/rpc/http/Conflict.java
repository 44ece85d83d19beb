package dev.daemonspring.rpc.http;

/**
 * The ways in which a handler of the application can conflict with the RPC or the page,
 * which answer every HTTP method at their paths.
 */
enum Conflict {

	/**
	 * The handler has another path.
	 */
	NONE,

	/**
	 * The handler has one of their paths, but not the method that they answer there. It
	 * is out of reach, and its callers are told that their method is not allowed.
	 */
	OTHER_METHOD,

	/**
	 * The handler has one of their paths and the method that they answer there.
	 */
	SAME_METHOD;

	static Conflict of(boolean same) {
		return (same) ? SAME_METHOD : OTHER_METHOD;
	}

	Conflict or(Conflict other) {
		return (compareTo(other) >= 0) ? this : other;
	}

}
