package dev.daemonspring.actuate;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeTypeUtils;

import dev.daemonspring.supervisor.InvalidScaleException;
import dev.daemonspring.supervisor.UnknownWorkerException;
import dev.daemonspring.supervisor.WorkerDumpException;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.supervisor.WorkersNotRunException;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link WorkersEndpoint}:
 * dumps, and the failures of orders as statuses.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = WorkersEndpoint.class)
public class WorkersEndpointWebExtension {

	private static final String THREAD_DUMP = "threaddump";

	private static final String HEAP_DUMP = "heapdump";

	private final WorkersEndpoint delegate;

	private final Workers workers;

	private final boolean heapDumps;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 * @param workers the daemon's workers
	 * @param heapDumps whether heap dumps can be had, which contain whatever a worker
	 * knows
	 */
	public WorkersEndpointWebExtension(WorkersEndpoint delegate, Workers workers, boolean heapDumps) {
		this.delegate = delegate;
		this.workers = workers;
		this.heapDumps = heapDumps;
	}

	/**
	 * Give a worker an order.
	 * @param name the worker's name
	 * @param action {@code pause}, {@code resume}, {@code start}, {@code stop},
	 * {@code restart}, {@code restart-rolling}, {@code run} or {@code scale}
	 * @param value to how many instances to scale the worker
	 * @return what came of it
	 */
	@WriteOperation
	public WebEndpointResponse<?> perform(@Selector String name, String action, @Nullable Integer value) {
		try {
			return new WebEndpointResponse<>(this.delegate.perform(name, action, value));
		}
		catch (UnknownWorkerException ex) {
			return notFound();
		}
		catch (InvalidScaleException ex) {
			throw new InvalidEndpointRequestException(String.valueOf(ex.getMessage()), "Invalid number of instances");
		}
		catch (WorkersNotRunException ex) {
			throw new InvalidEndpointRequestException(String.valueOf(ex.getMessage()), "Workers are not run");
		}
	}

	/**
	 * Return a dump of a worker's process.
	 * @param name the worker's name
	 * @param dump {@code threaddump} or {@code heapdump}
	 * @param live whether a heap dump leaves out what is not reachable any more
	 * @param format the format that the caller accepts
	 * @return the dump
	 */
	@ReadOperation(producesFrom = DumpFormat.class)
	public WebEndpointResponse<?> dump(@Selector String name, @Selector String dump, @Nullable Boolean live,
			DumpFormat format) {
		if (dump.equals(THREAD_DUMP)) {
			return respond(() -> (format == DumpFormat.TEXT)
					? new WebEndpointResponse<>(this.workers.threadDump(name), DumpFormat.TEXT)
					: new WebEndpointResponse<>(this.workers.threadDumpJson(name), DumpFormat.JSON));
		}
		if (dump.equals(HEAP_DUMP) && this.heapDumps) {
			return respond(() -> new WebEndpointResponse<>(
					new TemporaryFile(this.workers.heapDump(name, live == null || live)),
					MimeTypeUtils.APPLICATION_OCTET_STREAM));
		}
		return notFound();
	}

	private static WebEndpointResponse<?> respond(Supplier<WebEndpointResponse<?>> response) {
		try {
			return response.get();
		}
		catch (UnknownWorkerException ex) {
			return notFound();
		}
		catch (WorkerDumpException ex) {
			return new WebEndpointResponse<>(Map.of("message", String.valueOf(ex.getMessage())),
					WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, MimeTypeUtils.APPLICATION_JSON);
		}
	}

	private static WebEndpointResponse<?> notFound() {
		return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
