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
 * An exception in words, whatever it is made of: its methods are the worker's code, and
 * may throw, return {@code null}, lead back to where they came from, or never return.
 *
 * @param text what the daemon is told
 * @param loggable the exception if a logger survives it, else one that stands for it
 */
record FailureDescription(String text, Throwable loggable) {

	private static final Duration LIMIT = Duration.ofSeconds(1);

	private static final int MOST_CAUSES = 32;

	private static final int MOST_RELATED = 256;

	private static final int LONGEST_TEXT = 2048;

	/**
	 * Describe an exception. Never throws, and takes a second at most.
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
		if (isSound(failure)) {
			return new FailureDescription(text, failure);
		}
		StackTraceElement[] stack = attempt(failure::getStackTrace);
		return new FailureDescription(text,
				new Substitute(text, (stack != null && isSound(stack)) ? stack : new StackTraceElement[0]));
	}

	/**
	 * Return an exception and its causes, each once, the outermost first.
	 * @param failure the exception
	 * @return as many as can be told
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
	 * Return what an exception says of itself.
	 * @param failure the exception
	 * @return the text, which ends where it gets too long; the name of its class when it
	 * does not say anything
	 */
	static String words(Throwable failure) {
		String words = attempt(failure::toString);
		return shortened((words != null) ? words : failure.getClass().getName());
	}

	/**
	 * Return the message of an exception.
	 * @param failure the exception
	 * @return the message, which ends where it gets too long, or {@code null} when there
	 * is none
	 */
	static @Nullable String message(Throwable failure) {
		String message = attempt(failure::getMessage);
		return (message != null) ? shortened(message) : null;
	}

	private static String shortened(String text) {
		return (text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) : text;
	}

	/**
	 * Return whether all that a logger asks an exception, and those that hang on it, is
	 * answered.
	 */
	private static boolean isSound(Throwable failure) {
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
				if (next.toString() == null || stack == null || !isSound(stack)) {
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

	private static boolean isSound(StackTraceElement[] stack) {
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
	 * Stands in the log for an exception that no logger would survive.
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
