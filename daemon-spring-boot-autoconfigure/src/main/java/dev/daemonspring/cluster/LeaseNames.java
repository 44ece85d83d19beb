package dev.daemonspring.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of the leases of one application, which may share its store with others.
 */
public final class LeaseNames {

	/**
	 * The usual tables of locks have no room for more.
	 */
	static final int LONGEST = 64;

	private static final int LONGEST_GROUP = 24;

	private static final int DIGEST = 16;

	private final String prefix;

	/**
	 * Create the names.
	 * @param group the application's name
	 */
	public LeaseNames(String group) {
		this.prefix = shortened(group, LONGEST_GROUP) + ":";
	}

	/**
	 * Return how the names begin.
	 * @return the group and a colon
	 */
	public String prefix() {
		return this.prefix;
	}

	String worker(String worker) {
		return shortened(this.prefix + worker, LONGEST);
	}

	/**
	 * Return the name of a seat, by which a replica is counted that holds nothing else.
	 */
	String seat(int index) {
		return seats() + index;
	}

	String seats() {
		return this.prefix + "@replica-";
	}

	/**
	 * Return the name of the lease of whoever hands a worker over.
	 */
	String handOver() {
		return this.prefix + "@hand-over";
	}

	/**
	 * Two long names that begin alike must not become one.
	 */
	private static String shortened(String name, int longest) {
		if (name.length() <= longest) {
			return name;
		}
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
			int kept = Math.max(1, longest - DIGEST - 1);
			String end = HexFormat.of().formatHex(digest).substring(0, Math.min(DIGEST, longest - kept - 1));
			return name.substring(0, kept) + "~" + end;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
