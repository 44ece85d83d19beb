package dev.daemonspring.observe;

import java.lang.reflect.Method;
import java.util.Map;

import io.micrometer.observation.transport.ReceiverContext;

/**
 * Context of the observation of a command in the worker's process. It receives what
 * travelled with the command, from which tracing continues the trace of the caller.
 *
 * @since 0.1.0
 */
public class WorkerCommandObservationContext extends ReceiverContext<Map<String, String>> {

	private final String worker;

	private final String command;

	private final Method method;

	/**
	 * Create a context.
	 * @param worker the worker's name
	 * @param command the command's name
	 * @param method the method that is called
	 * @param headers what travelled with the command
	 */
	public WorkerCommandObservationContext(String worker, String command, Method method, Map<String, String> headers) {
		super(Map::get);
		setCarrier(headers);
		this.worker = worker;
		this.command = command;
		this.method = method;
	}

	/**
	 * Return the worker's name.
	 * @return the name
	 */
	public String getWorker() {
		return this.worker;
	}

	/**
	 * Return the command's name.
	 * @return the name
	 */
	public String getCommand() {
		return this.command;
	}

	/**
	 * Return the method that is called.
	 * @return the method
	 */
	public Method getMethod() {
		return this.method;
	}

}
