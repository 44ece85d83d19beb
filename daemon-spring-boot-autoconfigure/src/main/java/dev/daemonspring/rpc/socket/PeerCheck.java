package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Asks the kernel who is at the other end of a Unix domain socket. Thread-safe.
 */
final class PeerCheck {

	private PeerCheck() {
	}

	/**
	 * Return whether the peer is the given user or root; where the kernel does not tell,
	 * the modes of file and directory must do.
	 */
	static boolean isTrusted(SocketChannel channel, String owner) throws IOException {
		if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
			return true;
		}
		UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
		return isTrusted(peer.user().getName(), owner);
	}

	static boolean isTrusted(String user, String owner) {
		return user.equals(owner) || user.equals("root");
	}

}
