package dev.daemonspring.supervisor;

/**
 * Wishes for numbers of instances, from the length of a queue, say. A bean of this type
 * is asked every five seconds for each worker that can have more than one instance. The
 * number changes by one at a time, within {@code daemon.workers.<name>.scale.min} and
 * {@code .max}, not again before {@code scale.cool-down} is over, and never beyond the
 * memory that there is. It is not asked for workers of the cluster, whose replicas would
 * have to agree on the number.
 * <p>
 * It is called on a thread of its own, one call at a time. One that throws, or does not
 * return within five seconds, changes nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WorkerScaler {

	/**
	 * Return how many instances a worker should have.
	 * @param current the worker, and how many instances it has
	 * @return the number; {@link WorkerScale#instances()} for no change
	 * @throws Exception if that can't be told
	 */
	int wish(WorkerScale current) throws Exception;

	/**
	 * Return whether this scaler scales a worker. Of several, the first in their order
	 * does.
	 * @param worker the name of the worker
	 * @return whether to ask it; by default, every worker
	 */
	default boolean scales(String worker) {
		return true;
	}

}
