package dev.daemonspring.rpc;

/**
 * Who calls, as far as a transport can tell.
 */
public enum RpcCaller {

	/**
	 * The user who runs the daemon, or root, on a Unix socket: the operating system says
	 * so.
	 */
	OWNER,

	/**
	 * Somebody who has shown the token, or has logged in as an operator.
	 */
	AUTHENTICATED,

	/**
	 * Somebody without a credential whose connection comes from this machine; behind a
	 * proxy that leaves no sign of itself that is everybody.
	 */
	LOCAL,

	/**
	 * Somebody without a credential from elsewhere, or whose account is no operator's.
	 */
	STRANGER

}
