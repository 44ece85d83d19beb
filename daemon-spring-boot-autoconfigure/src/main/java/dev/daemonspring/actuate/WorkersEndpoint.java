package dev.daemonspring.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import dev.daemonspring.supervisor.UnknownWorkerException;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;

/**
 * {@link Endpoint @Endpoint} to see the workers and, where {@code access} is
 * {@code unrestricted}, to give them orders.
 *
 * @since 0.1.0
 */
@Endpoint(id = "workers", defaultAccess = Access.READ_ONLY)
public class WorkersEndpoint {

	private final Workers workers;

	/**
	 * Create an endpoint.
	 * @param workers the daemon's workers
	 */
	public WorkersEndpoint(Workers workers) {
		this.workers = workers;
	}

	/**
	 * Return all workers.
	 * @return what is known of them, without their lives
	 */
	@ReadOperation
	public WorkersDescriptor workers() {
		return new WorkersDescriptor(this.workers.instances().stream().map(this.workers::info).toList());
	}

	/**
	 * Return a worker, or an instance of one.
	 * @param name the worker's name, or that of an instance
	 * @return all that is known of it, or what is known of the instances, or {@code null}
	 * if there is none
	 */
	@ReadOperation
	public @Nullable OperationResponseBody worker(@Selector String name) {
		try {
			List<String> instances = this.workers.instances(name);
			return instances.contains(name) ? WorkerDescriptor.of(name, this.workers)
					: new WorkersDescriptor(instances.stream().map(this.workers::info).toList());
		}
		catch (UnknownWorkerException ex) {
			return null;
		}
	}

	/**
	 * Give a worker an order.
	 * @param name the worker's name
	 * @param action {@code pause}, {@code resume}, {@code start}, {@code stop},
	 * {@code restart}, {@code restart-rolling}, {@code run} or {@code scale}
	 * @param value to how many instances to scale the worker, or {@code null} for another
	 * action
	 * @return whether the worker follows it, and the state that it was in
	 * @throws UnknownWorkerException if no worker has that name
	 */
	@WriteOperation
	public ActionDescriptor perform(@Selector String name, String action, @Nullable Integer value) {
		boolean accepted = WorkerAction.of(action).perform(this.workers, name, value);
		return new ActionDescriptor(name, action, accepted, this.workers.status(name).name());
	}

	/**
	 * The workers, as the endpoint describes them.
	 *
	 * @param workers the workers in the order of their names
	 */
	public record WorkersDescriptor(List<WorkerInfo> workers) implements OperationResponseBody {
	}

	/**
	 * What came of an order.
	 *
	 * @param name the worker's name
	 * @param action the order
	 * @param accepted whether the worker follows it, as {@link Workers} describes it
	 * @param state the worker's state just after
	 */
	public record ActionDescriptor(String name, String action, boolean accepted,
			String state) implements OperationResponseBody {
	}

}
