package dev.daemonspring.page;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Content with its entity tag, by which a browser says that it has the content already.
 *
 * @param bytes the content
 * @param tag the tag, in quotes
 */
record TaggedBytes(byte[] bytes, String tag) {

	private static final int TAG_BYTES = 12;

	static TaggedBytes of(byte[] bytes) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
			return new TaggedBytes(bytes, '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"');
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return whether an {@code If-None-Match} names this content. A server that
	 * compresses what it sends turns a tag into a weak one.
	 */
	boolean matches(@Nullable String ifNoneMatch) {
		return ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(this.tag));
	}

}
