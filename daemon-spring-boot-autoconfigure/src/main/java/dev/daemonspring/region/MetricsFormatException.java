package dev.daemonspring.region;

/**
 * Thrown when what a metrics file contains is not what a worker process writes. The
 * message says what was found.
 */
public class MetricsFormatException extends RuntimeException {

	MetricsFormatException(String message) {
		super(message);
	}

}
