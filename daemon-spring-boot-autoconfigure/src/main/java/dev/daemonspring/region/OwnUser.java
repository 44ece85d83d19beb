package dev.daemonspring.region;

import java.io.IOException;
import java.util.OptionalInt;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The user whose process this is.
 */
public final class OwnUser {

	private static final Log logger = LogFactory.getLog(OwnUser.class);

	private OwnUser() {
	}

	/**
	 * Return what tells this user's files from others': the user's number, since names
	 * may be missing.
	 * @return something that can be part of a file's name
	 */
	public static String fileName() {
		try {
			OptionalInt uid = FileOwner.ownUid();
			if (uid.isPresent()) {
				return Integer.toUnsignedString(uid.getAsInt());
			}
		}
		catch (IOException ex) {
			logger.debug("The user's id could not be found out", ex);
		}
		return encoded(System.getProperty("user.name", "unknown"));
	}

	/**
	 * Return a name that can be a file's, and is another one for every other name.
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
