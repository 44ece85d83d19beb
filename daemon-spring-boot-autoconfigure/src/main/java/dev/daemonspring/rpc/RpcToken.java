package dev.daemonspring.rpc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.springframework.util.Assert;

/**
 * The token that callers present. Only the hash of its secret is kept, and is compared in
 * constant time. Thread-safe.
 */
public final class RpcToken {

	/**
	 * The minimum length of a secret, in characters.
	 */
	public static final int MIN_LENGTH = 16;

	private static final String BEARER = "Bearer ";

	private final byte[] hash;

	/**
	 * Create a token.
	 * @param secret the secret, of at least 16 characters
	 */
	public RpcToken(String secret) {
		Assert.isTrue(secret.length() >= MIN_LENGTH,
				() -> "'secret' must have at least " + MIN_LENGTH + " characters but has " + secret.length());
		this.hash = hash(secret);
	}

	/**
	 * Return whether a secret is that of this token.
	 * @param secret the secret that a caller presents
	 * @return whether they are the same
	 */
	boolean matches(String secret) {
		return MessageDigest.isEqual(this.hash, hash(secret));
	}

	/**
	 * Return whether an {@code Authorization} header presents the token.
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
