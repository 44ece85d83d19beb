package dev.daemonspring.rpc;

/**
 * The kinds of callers, as far as a transport can tell them apart.
 */
public enum RpcCaller {

	/**
	 * The user who runs the daemon, or root, on a Unix socket, as identified by the
	 * operating system.
	 */
	OWNER,

	/**
	 * A caller that has presented the token, or has logged in as an operator.
	 */
	AUTHENTICATED,

	/**
	 * A caller without a credential whose connection comes from this machine. Behind a
	 * proxy that adds no headers of its own, that is every caller.
	 */
	LOCAL

}
