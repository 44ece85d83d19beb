package dev.daemonspring.rpc.socket;

/**
 * The exception thrown when a socket of {@code daemon.rpc.sockets} can't be opened. It
 * stops the application at startup.
 */
public class RpcSocketException extends RuntimeException {

	private final String reason;

	private final String action;

	RpcSocketException(String address, String reason, String action) {
		super("The socket '" + address + "' of 'daemon.rpc.sockets' can't be opened: " + reason);
		this.reason = reason;
		this.action = action;
	}

	/**
	 * Return why the socket can't be opened.
	 */
	String reason() {
		return this.reason;
	}

	/**
	 * Return what the user can do about it.
	 * @return one or more sentences
	 */
	public String action() {
		return this.action;
	}

}
