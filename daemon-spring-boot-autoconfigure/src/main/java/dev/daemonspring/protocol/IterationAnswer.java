package dev.daemonspring.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link CommandRequest#RUN}, as the mailbox carries it: how long the
 * iteration took in nanoseconds and, after a blank, what it threw. What is thrown may be
 * truncated.
 *
 * @param nanos how long the iteration took
 * @param error what it threw, or {@code null} if it succeeded
 */
public record IterationAnswer(long nanos, @Nullable String error) {

	private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?: (.*))?", Pattern.DOTALL);

	/**
	 * Return the text for the mailbox.
	 * @return the text
	 */
	public String toText() {
		return (this.error != null) ? this.nanos + " " + this.error : String.valueOf(this.nanos);
	}

	/**
	 * Return the answer that a text from the mailbox contains.
	 * @param text the text
	 * @return the answer
	 * @throws IllegalArgumentException if the text is no answer
	 */
	public static IterationAnswer of(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("The content of the mailbox is not the answer of an iteration.");
		}
		return new IterationAnswer(Long.parseLong(matcher.group(1)), matcher.group(2));
	}

}
