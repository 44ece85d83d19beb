package dev.daemonspring.test;

import org.jspecify.annotations.Nullable;

/**
 * The exception thrown when a worker goes down while a test waits for its iterations. Its
 * cause is what the worker threw, if {@link WorkerTester} drives it on a thread.
 *
 * @since 0.1.0
 */
public class WorkerFailedException extends RuntimeException {

	WorkerFailedException(String worker, @Nullable Object failure, @Nullable Throwable cause) {
		super("Worker '" + worker + "' went down: " + failure, cause);
	}

}
