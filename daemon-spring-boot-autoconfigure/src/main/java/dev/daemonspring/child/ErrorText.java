package dev.daemonspring.child;

import java.util.List;

/**
 * The text by which the status region describes an exception: its class and message, and
 * those of its root cause.
 */
final class ErrorText {

	private ErrorText() {
	}

	static String of(Throwable failure) {
		List<Throwable> causes = FailureDescription.causes(failure);
		String summary = FailureDescription.summary(failure);
		return (causes.size() == 1) ? summary
				: FailureDescription.summary(causes.get(causes.size() - 1)) + " (in " + summary + ")";
	}

}
