package dev.daemonspring.observe;

import io.micrometer.observation.Observation;

/**
 * Context of the observation of an iteration.
 *
 * @since 0.1.0
 */
public class WorkerIterationObservationContext extends Observation.Context {

	private final String worker;

	private final Class<?> workerClass;

	/**
	 * Create a context.
	 * @param worker the worker's name
	 * @param workerClass the class of the worker
	 */
	public WorkerIterationObservationContext(String worker, Class<?> workerClass) {
		this.worker = worker;
		this.workerClass = workerClass;
	}

	/**
	 * Return the worker's name.
	 * @return the name
	 */
	public String getWorker() {
		return this.worker;
	}

	/**
	 * Return the class of the worker.
	 * @return the class
	 */
	public Class<?> getWorkerClass() {
		return this.workerClass;
	}

}
