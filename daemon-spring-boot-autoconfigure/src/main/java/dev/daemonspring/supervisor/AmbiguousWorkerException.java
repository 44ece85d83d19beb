package dev.daemonspring.supervisor;

import java.util.List;

/**
 * Exception thrown when a name means several instances of a worker where only one can be
 * meant.
 *
 * @since 0.1.0
 */
public class AmbiguousWorkerException extends UnknownWorkerException {

	/**
	 * Create an exception.
	 * @param worker the name of the worker
	 * @param instances the names of its instances
	 */
	public AmbiguousWorkerException(String worker, List<String> instances) {
		super(worker, instances,
				"Worker '%s' has %d instances. Name one of them: %s".formatted(worker, instances.size(), instances));
	}

}
