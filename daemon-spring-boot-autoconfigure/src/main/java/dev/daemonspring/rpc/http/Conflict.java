package dev.daemonspring.rpc.http;

/**
 * How a handler of the application's own conflicts with the RPC, which answers every
 * method at its path.
 */
enum Conflict {

	/**
	 * It is somewhere else.
	 */
	NONE,

	/**
	 * It is at the RPC's path and answers other methods than the RPC's. It is out of
	 * reach, and so are its callers told: their method is not allowed.
	 */
	OTHER_METHOD,

	/**
	 * It answers what the RPC answers.
	 */
	SAME_METHOD;

	static Conflict of(boolean post) {
		return (post) ? SAME_METHOD : OTHER_METHOD;
	}

	Conflict or(Conflict other) {
		return (compareTo(other) >= 0) ? this : other;
	}

}
