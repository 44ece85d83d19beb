package dev.daemonspring.region;

/**
 * Conversion of text from outside, such as the message of a worker's exception or the
 * input of a caller, to text that is safe to log: it can't start a new line, move the
 * cursor of the terminal that shows it, or reverse the direction of adjacent text.
 * Stateless.
 */
public final class LogText {

	private LogText() {
	}

	/**
	 * Escape everything that is not plain text: control characters, line separators, and
	 * characters that change the direction of text. Tabs are kept.
	 * @param text the text
	 * @return the text with {@code \n}, {@code \r}, and <code>&#92;uXXXX</code> for all
	 * others
	 */
	public static String escape(String text) {
		int first = 0;
		while (first < text.length() && !isEscaped(text.charAt(first))) {
			first++;
		}
		if (first == text.length()) {
			return text;
		}
		StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
		text.chars().skip(first).forEach((character) -> append(escaped, (char) character));
		return escaped.toString();
	}

	private static void append(StringBuilder escaped, char character) {
		if (!isEscaped(character)) {
			escaped.append(character);
		}
		else if (character == '\n') {
			escaped.append("\\n");
		}
		else if (character == '\r') {
			escaped.append("\\r");
		}
		else {
			escaped.append("\\u%04x".formatted((int) character));
		}
	}

	private static boolean isEscaped(char character) {
		return (Character.isISOControl(character) && character != '\t') || character == '\u2028'
				|| character == '\u2029' || character == '\u200e' || character == '\u200f' || character == '\u061c'
				|| (character >= '\u202a' && character <= '\u202e') || (character >= '\u2066' && character <= '\u2069');
	}

}
