package dev.daemonspring.rpc.http;

/**
 * The ways in which a caller can be logged in, with Spring Security or the container.
 */
enum Login {

	/**
	 * The caller is not logged in.
	 */
	NONE,

	/**
	 * The caller is logged in, with an account that is not an operator's.
	 */
	ACCOUNT,

	/**
	 * The caller is logged in as an operator.
	 */
	OPERATOR

}
