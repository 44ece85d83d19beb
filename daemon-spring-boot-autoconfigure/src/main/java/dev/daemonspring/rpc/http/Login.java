package dev.daemonspring.rpc.http;

/**
 * Whether a caller has logged in, with Spring Security or the container.
 */
enum Login {

	/**
	 * It has not.
	 */
	NONE,

	/**
	 * It has, with an account that is no operator's.
	 */
	ACCOUNT,

	/**
	 * It has, as an operator.
	 */
	OPERATOR

}
