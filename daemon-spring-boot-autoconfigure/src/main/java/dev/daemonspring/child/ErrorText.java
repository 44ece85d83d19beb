package dev.daemonspring.child;

import org.springframework.core.NestedExceptionUtils;

/**
 * What the status region says of an exception: its class and message, and those of its
 * root cause.
 */
final class ErrorText {

	private ErrorText() {
	}

	static String of(Throwable failure) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
		return (root == failure) ? failure.toString() : root + " (in " + failure + ")";
	}

}
