package dev.daemonspring.rpc.socket;

/**
 * A socket of {@code daemon.rpc.sockets} can't be listened on. Stops the application at
 * startup.
 */
public class RpcSocketException extends RuntimeException {

	private final String action;

	RpcSocketException(String address, String reason, String action) {
		super("The socket '" + address + "' of 'daemon.rpc.sockets' can't be opened: " + reason);
		this.action = action;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
