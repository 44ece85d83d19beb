package dev.daemonspring.supervisor;

/**
 * Exception thrown when a worker can't be started because {@code daemon.isolation} is
 * {@code none}.
 *
 * @since 0.1.0
 */
public class WorkersNotRunException extends IllegalStateException {

	WorkersNotRunException(String worker) {
		super("Worker '" + worker + "' is not started: no worker is run while 'daemon.isolation' is 'none', as it is in"
				+ " tests unless they say otherwise. Set it to 'process' or 'thread', or annotate the test with"
				+ " @WithWorkers.");
	}

}
