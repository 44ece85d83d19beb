package dev.daemonspring.actuate;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;

import dev.daemonspring.supervisor.Workers;

/**
 * {@link EndpointJmxExtension @EndpointJmxExtension} for the {@link WorkersEndpoint}:
 * thread dumps as text.
 *
 * @since 0.1.0
 */
@EndpointJmxExtension(endpoint = WorkersEndpoint.class)
public class WorkersEndpointJmxExtension {

	private final Workers workers;

	/**
	 * Create an extension.
	 * @param workers the daemon's workers
	 */
	public WorkersEndpointJmxExtension(Workers workers) {
		this.workers = workers;
	}

	/**
	 * Return the stacks of all threads of a worker's process.
	 * @param name the worker's name
	 * @return the dump
	 */
	@ReadOperation
	public String threadDump(@Selector String name) {
		return this.workers.threadDump(name);
	}

}
