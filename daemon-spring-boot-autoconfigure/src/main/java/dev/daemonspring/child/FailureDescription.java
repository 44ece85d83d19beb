package dev.daemonspring.child;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A safe description of any exception. Its methods are the worker's code: they may throw,
 * return {@code null}, form a cycle of causes, or never return.
 *
 * @param text the text for the daemon
 * @param loggable the exception itself if a logger can handle it, otherwise a substitute
 */
record FailureDescription(String text, Throwable loggable) {

	private static final Duration LIMIT = Duration.ofSeconds(1);

	private static final int MOST_CAUSES = 32;

	private static final int MOST_RELATED = 256;

	private static final int LONGEST_TEXT = 2048;

	/**
	 * Describe an exception. Never throws, and takes at most a second.
	 * @param failure the exception
	 * @return its description
	 */
	static FailureDescription of(Throwable failure) {
		FailureDescription description = LimitedTask.call(LIMIT, () -> describe(failure));
		if (description != null) {
			return description;
		}
		String text = failure.getClass().getName() + " (which can't be described: its methods fail or do not return)";
		return new FailureDescription(text, new Substitute(text, new StackTraceElement[0]));
	}

	private static FailureDescription describe(Throwable failure) {
		String text = ErrorText.of(failure);
		if (isLoggable(failure)) {
			return new FailureDescription(text, failure);
		}
		StackTraceElement[] stack = attempt(failure::getStackTrace);
		return new FailureDescription(text,
				new Substitute(text, (stack != null && isComplete(stack)) ? stack : new StackTraceElement[0]));
	}

	/**
	 * Return an exception and its causes, each once, the outermost first.
	 * @param failure the exception
	 * @return as many as can be determined
	 */
	static List<Throwable> causes(Throwable failure) {
		List<Throwable> causes = new ArrayList<>();
		Set<Throwable> seen = identitySet();
		Throwable cause = failure;
		while (cause != null && causes.size() < MOST_CAUSES && seen.add(cause)) {
			causes.add(cause);
			cause = attempt(cause::getCause);
		}
		return causes;
	}

	/**
	 * Return the class and message of an exception, by its {@code toString()}.
	 * @param failure the exception
	 * @return the text, truncated if too long, or the name of the class if that method
	 * fails
	 */
	static String summary(Throwable failure) {
		String text = attempt(failure::toString);
		return shortened((text != null) ? text : failure.getClass().getName());
	}

	/**
	 * Return the message of an exception.
	 * @param failure the exception
	 * @return the message, truncated if too long, or {@code null} if there is none
	 */
	static @Nullable String message(Throwable failure) {
		String message = attempt(failure::getMessage);
		return (message != null) ? shortened(message) : null;
	}

	private static String shortened(String text) {
		return (text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) : text;
	}

	/**
	 * Return whether every method that a logger calls on an exception, and on those
	 * related to it, returns properly.
	 */
	private static boolean isLoggable(Throwable failure) {
		Set<Throwable> seen = identitySet();
		Deque<Throwable> related = new ArrayDeque<>(List.of(failure));
		while (!related.isEmpty()) {
			Throwable next = related.remove();
			if (!seen.add(next)) {
				continue;
			}
			try {
				if (seen.size() > MOST_RELATED || hasEndlessCauses(next)) {
					return false;
				}
				next.getMessage();
				next.getLocalizedMessage();
				StackTraceElement[] stack = next.getStackTrace();
				if (next.toString() == null || stack == null || !isComplete(stack)) {
					return false;
				}
				Throwable cause = next.getCause();
				if (cause != null) {
					related.add(cause);
				}
				Collections.addAll(related, next.getSuppressed());
			}
			catch (Throwable ex) {
				return false;
			}
		}
		return true;
	}

	private static boolean hasEndlessCauses(Throwable failure) {
		List<Throwable> causes = causes(failure);
		return causes.get(causes.size() - 1).getCause() != null;
	}

	private static boolean isComplete(StackTraceElement[] stack) {
		for (StackTraceElement element : stack) {
			if (element == null) {
				return false;
			}
		}
		return true;
	}

	private static Set<Throwable> identitySet() {
		return Collections.newSetFromMap(new IdentityHashMap<>());
	}

	private static <T> @Nullable T attempt(Supplier<? extends @Nullable T> question) {
		try {
			return question.get();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	/**
	 * Replaces, in the log, an exception that would break the logger.
	 */
	private static final class Substitute extends Exception {

		private Substitute(String text, StackTraceElement[] stack) {
			super(text, null, false, true);
			setStackTrace(stack);
		}

		@Override
		public String toString() {
			return String.valueOf(getMessage());
		}

	}

}
