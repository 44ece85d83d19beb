package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * A check of the user at the other end of a Unix domain socket, as reported by the
 * kernel. Thread-safe.
 */
final class PeerCheck {

	private PeerCheck() {
	}

	/**
	 * Return whether the peer is the given user or root. Where the kernel does not report
	 * the user, only the modes of the file and its directory keep others out.
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
