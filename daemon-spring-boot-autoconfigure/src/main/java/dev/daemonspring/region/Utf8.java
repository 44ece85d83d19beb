package dev.daemonspring.region;

import java.nio.charset.StandardCharsets;

/**
 * Encodes text for fields of a fixed capacity.
 */
final class Utf8 {

	private Utf8() {
	}

	// Encode the text, truncated after the last character that fits completely.
	static byte[] truncate(String text, int capacity) {
		// A character takes at least one byte: no need to encode a message of megabytes
		byte[] bytes = text.substring(0, Math.min(text.length(), capacity + 2)).getBytes(StandardCharsets.UTF_8);
		if (bytes.length <= capacity) {
			return bytes;
		}
		int end = capacity;
		while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
			end--;
		}
		byte[] truncated = new byte[end];
		System.arraycopy(bytes, 0, truncated, 0, end);
		return truncated;
	}

	static String decode(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
