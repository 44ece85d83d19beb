package dev.daemonspring.child;

import java.util.regex.Pattern;

/**
 * The syntax of the names of workers, processes and commands. A name has no character
 * with a special meaning in a log line, a path, a property or a pattern of method names.
 */
public final class Names {

	private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

	private Names() {
	}

	/**
	 * Return whether a text is a valid name.
	 * @param text the text
	 * @return whether all of it matches {@link #pattern()}
	 */
	public static boolean isName(String text) {
		return PATTERN.matcher(text).matches();
	}

	/**
	 * Return the pattern, for the message to a user who chose an invalid name.
	 * @return the regular expression
	 */
	public static String pattern() {
		return PATTERN.pattern();
	}

}
