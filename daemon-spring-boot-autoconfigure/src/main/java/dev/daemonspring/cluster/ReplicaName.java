package dev.daemonspring.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of one replica, which no other has had: a host can have several daemons, and a
 * process id comes again. The host's name alone would let a replica renew and release
 * what another one holds.
 */
public final class ReplicaName {

	private static final int LONGEST_HOST = 200;

	private ReplicaName() {
	}

	/**
	 * Return a name for this process, another one with each call.
	 * @return host, process id and a random part, such as {@code web-1/4711/9f86d081}
	 */
	public static String create() {
		byte[] random = new byte[4];
		new SecureRandom().nextBytes(random);
		return host() + "/" + ProcessHandle.current().pid() + "/" + HexFormat.of().formatHex(random);
	}

	private static String host() {
		try {
			String name = InetAddress.getLocalHost().getHostName();
			return (name.length() > LONGEST_HOST) ? name.substring(0, LONGEST_HOST) : name;
		}
		catch (UnknownHostException ex) {
			return "unknown";
		}
	}

}
