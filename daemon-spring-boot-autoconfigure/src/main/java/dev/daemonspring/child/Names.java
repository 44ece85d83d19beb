package dev.daemonspring.child;

import java.util.regex.Pattern;

/**
 * What can be the name of a worker, of a process or of a command. A name has no character
 * that means something in a log line, a path, a property or a pattern of methods.
 */
public final class Names {

	private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

	private Names() {
	}

	/**
	 * Return whether a text can be a name.
	 * @param text the text
	 * @return whether all of it matches {@link #pattern()}
	 */
	public static boolean isName(String text) {
		return PATTERN.matcher(text).matches();
	}

	/**
	 * Return the pattern, to be told to whoever chose another name.
	 * @return the regular expression
	 */
	public static String pattern() {
		return PATTERN.pattern();
	}

}
