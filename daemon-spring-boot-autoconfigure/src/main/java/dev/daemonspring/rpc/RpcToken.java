package dev.daemonspring.rpc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.springframework.util.Assert;

/**
 * The secret that a caller shows. Keeps its hash only; compares in a time that tells
 * nothing of where two secrets differ. Thread-safe.
 */
public final class RpcToken {

	/**
	 * The least number of characters of a secret.
	 */
	public static final int MIN_LENGTH = 16;

	private static final String BEARER = "Bearer ";

	private final byte[] hash;

	/**
	 * Create a token.
	 * @param secret the secret, of 16 characters at least
	 */
	public RpcToken(String secret) {
		Assert.isTrue(secret.length() >= MIN_LENGTH,
				() -> "'secret' must have at least " + MIN_LENGTH + " characters but has " + secret.length());
		this.hash = hash(secret);
	}

	/**
	 * Return whether this is the token.
	 * @param secret what a caller shows
	 * @return whether they are the same
	 */
	boolean matches(String secret) {
		return MessageDigest.isEqual(this.hash, hash(secret));
	}

	/**
	 * Return whether an {@code Authorization} header shows the token.
	 * @param authorization the header's value
	 * @return whether it is {@code Bearer} with this token
	 */
	public boolean isBearer(String authorization) {
		return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
				&& matches(authorization.substring(BEARER.length()).trim());
	}

	private static byte[] hash(String secret) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "RpcToken[******]";
	}

}
