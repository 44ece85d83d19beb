package dev.daemonspring.classdata;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of a sequence of texts, which are separated from each other. Not thread-safe.
 */
final class TextDigest {

	private final MessageDigest digest;

	TextDigest() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	TextDigest add(String text) {
		this.digest.update(text.getBytes(StandardCharsets.UTF_8));
		this.digest.update((byte) 0);
		return this;
	}

	/**
	 * Return the first hexadecimal digits of the digest, and reset it.
	 */
	String hex(int digits) {
		return HexFormat.of().formatHex(this.digest.digest()).substring(0, digits);
	}

}
