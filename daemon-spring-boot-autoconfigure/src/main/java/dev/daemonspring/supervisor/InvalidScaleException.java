package dev.daemonspring.supervisor;

/**
 * Exception thrown when a worker can't have as many instances as were asked for.
 *
 * @since 0.1.0
 */
public final class InvalidScaleException extends IllegalArgumentException {

	private InvalidScaleException(String message) {
		super(message);
	}

	static void check(WorkerSpecification specification, int number) {
		String worker = specification.name();
		int most = specification.instances().most();
		if (specification.cluster()) {
			throw new InvalidScaleException(
					("Worker '%s' is one of the cluster and can't be scaled on one replica alone: the others would go on to"
							+ " divide the work by the number that they know. Set 'daemon.workers.%1$s.instances' for all"
							+ " replicas and restart them.")
						.formatted(worker));
		}
		if (number < 1) {
			throw new InvalidScaleException(
					"Worker '%s' can't be scaled to %d instances, but to 1 at least. To have none work, stop it."
						.formatted(worker, number));
		}
		if (number > most) {
			throw new InvalidScaleException(
					("Worker '%s' can't be scaled to %d instances, but to %d at most. If it can work beside itself, set"
							+ " 'daemon.workers.%s.max-instances' to %2$d or more and restart the daemon.")
						.formatted(worker, number, most, worker));
		}
	}

	static InvalidScaleException ofInstance(String instance, String worker) {
		return new InvalidScaleException(
				"'%s' is one instance and can't be scaled. Name the worker: '%s'.".formatted(instance, worker));
	}

}
