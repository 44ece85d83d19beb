package dev.daemonspring.region;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * The user that this process runs as.
 */
public final class OwnUser {

	private OwnUser() {
	}

	/**
	 * Return a text that distinguishes this user's files from those of others: the user's
	 * id, because a user may have no name.
	 * @return a text that can be part of a file name
	 */
	public static String fileName() {
		try {
			OptionalInt uid = FileOwner.ownUid();
			if (uid.isPresent()) {
				return Integer.toUnsignedString(uid.getAsInt());
			}
		}
		catch (IOException ex) {
			// The name has to do
		}
		return encoded(System.getProperty("user.name", "unknown"));
	}

	/**
	 * Encode a name so that it can be part of a file name. Different names have different
	 * encodings.
	 */
	static String encoded(String name) {
		StringBuilder encoded = new StringBuilder();
		name.chars().forEach((character) -> {
			boolean plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
					|| (character >= '0' && character <= '9');
			encoded.append(plain ? Character.toString(character) : "_%04x".formatted(character));
		});
		return encoded.toString();
	}

}
