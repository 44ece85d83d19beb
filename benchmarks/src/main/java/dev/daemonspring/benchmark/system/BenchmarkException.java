package dev.daemonspring.benchmark.system;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when something can't be measured. Its message is for whoever runs the benchmark.
 */
class BenchmarkException extends RuntimeException {

	BenchmarkException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
