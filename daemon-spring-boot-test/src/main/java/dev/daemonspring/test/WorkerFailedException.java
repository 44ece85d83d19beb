package dev.daemonspring.test;

import org.jspecify.annotations.Nullable;

/**
 * A worker went down while a test had it iterate. The cause is what the worker threw, if
 * it lives in the test's own process.
 *
 * @since 0.1.0
 */
public class WorkerFailedException extends RuntimeException {

	WorkerFailedException(String worker, @Nullable Object failure, @Nullable Throwable cause) {
		super("Worker '" + worker + "' went down: " + failure, cause);
	}

}
