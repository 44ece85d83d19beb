package dev.daemonspring.worker;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The context of a worker: what it can learn about itself and request for itself. It can
 * be injected into the worker and into the beans that the worker depends on, but not into
 * beans of the daemon, and can be used from the worker's constructor on. In a shared
 * process it stands for the worker on whose thread, or on a thread started from there, it
 * is called. Thread-safe.
 *
 * @since 0.1.0
 */
public interface WorkerContext {

	/**
	 * Return the worker's name, which all its instances share.
	 * @return the name
	 */
	String name();

	/**
	 * Return which of the worker's instances this is. No other process works with the
	 * same index.
	 * @return the index, from 0; 0 for a worker that has a single instance
	 */
	int index();

	/**
	 * Return how many instances the worker has, and so into how many parts they divide
	 * the work. It stays the same during an iteration, and all iterations of all
	 * instances that run at the same time have the same total: when it changes, no
	 * instance begins an iteration with the new one before the last that runs with the
	 * old one has ended. Therefore ask in each iteration.
	 * @return the number of instances, at least 1; more than {@link #index()} unless this
	 * instance is leaving
	 */
	int total();

	/**
	 * Return the fencing token of the lease under which this process runs a worker that
	 * the replicas of the application share ({@code cluster}). It is greater than the
	 * token of every process that ran under an earlier lease. A store that notes the
	 * greatest token it has seen and refuses a smaller one refuses whatever a process
	 * writes that was frozen while another replica took the worker over. It stays the
	 * same for as long as the process runs the worker.
	 * @return the token; empty for a worker that needs no lease, and where the store of
	 * the leases gives none
	 */
	OptionalLong fencingToken();

	/**
	 * Return the time from the start of one iteration to the start of the next.
	 * @return the looptime, or zero for a worker of another rhythm
	 */
	Duration looptime();

	/**
	 * Return the number of iterations that the worker has finished since it last started.
	 * @return the number of iterations
	 */
	long iterations();

	/**
	 * Return the state of the worker.
	 * @return the state
	 */
	WorkerState state();

	/**
	 * Request a pause. It takes effect at the end of the running iteration and lasts
	 * until an operator resumes the worker, even across restarts.
	 */
	void pause();

	/**
	 * Request a stop. It takes effect at the end of the running iteration: the worker
	 * spins down, its process ends unless other workers share it, and the worker stays
	 * {@link WorkerState#STOPPED} until an operator starts it.
	 */
	void stop();

	/**
	 * Report, from within a long iteration, that the worker is alive. Restarts the
	 * worker's {@code stall-timeout}; costs next to nothing.
	 */
	void progress();

}
