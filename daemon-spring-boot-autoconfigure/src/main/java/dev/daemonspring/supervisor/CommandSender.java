package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

import dev.daemonspring.child.Names;
import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.supervisor.CommandException.Reason;

/**
 * Sends commands to workers, waits for the results, and tells those who listen.
 * Thread-safe.
 */
final class CommandSender {

	private static final Log logger = LogFactory.getLog(CommandSender.class);

	private static final CommandInterceptor NONE = (worker, command, sending) -> sending.apply(Map.of());

	private final Supplier<List<CommandListener>> listeners;

	private final Supplier<CommandInterceptor> interceptor;

	/**
	 * Create a sender.
	 * @param beans has those who listen and who surrounds commands, which are looked up
	 * when the first command is sent
	 */
	CommandSender(ListableBeanFactory beans) {
		this.listeners = SingletonSupplier
			.of(() -> beans.getBeanProvider(CommandListener.class).orderedStream().toList());
		this.interceptor = SingletonSupplier
			.of(() -> beans.getBeanProvider(CommandInterceptor.class).getIfUnique(() -> NONE));
	}

	/**
	 * Send a command and wait for its result.
	 * @param name the worker's name
	 * @param worker the worker, or {@code null} while it is not supervised
	 * @param command the command's name
	 * @param arguments a JSON array or object
	 * @param notRun why workers are not run, or {@code null} if they are
	 * @return the result as JSON
	 * @throws CommandException if there is no result
	 */
	String send(String name, @Nullable ManagedWorker worker, String command, String arguments,
			@Nullable String notRun) {
		long start = System.nanoTime();
		@Nullable Reason failure = Reason.FAILED;
		try {
			String result = exchange(name, worker, command, arguments, notRun);
			failure = null;
			return result;
		}
		catch (CommandException ex) {
			failure = ex.reason();
			throw ex;
		}
		finally {
			tell(name, command, failure, Duration.ofNanos(System.nanoTime() - start));
		}
	}

	private String exchange(String name, @Nullable ManagedWorker worker, String command, String arguments,
			@Nullable String notRun) {
		if (!WorkerDefinition.isName(command)) {
			throw new CommandException(Reason.UNKNOWN_COMMAND,
					"No command has the name '%s': it does not match '%s'.".formatted(command, Names.pattern()));
		}
		if (notRun != null) {
			throw new CommandException(Reason.NOT_RUNNING,
					"Worker '%s' can't take command '%s'. %s".formatted(name, command, notRun));
		}
		if (worker == null || !worker.isRunning()) {
			throw new CommandException(Reason.NOT_RUNNING,
					"Worker '%s' is %s and can't take command '%s'. Start it with 'worker.start'.".formatted(name,
							(worker != null) ? worker.state() : "STOPPED", command));
		}
		return this.interceptor.get()
			.send(name, command, (headers) -> worker.calls()
				.send(new CommandRequest(command, arguments, headers), worker::ring, worker::isRunning));
	}

	/**
	 * Have a worker run one iteration, and wait for its end.
	 * @param name the worker's name
	 * @param worker the worker, or {@code null} while it is not supervised
	 * @param wait how long to wait
	 * @return how the iteration ended
	 * @throws CommandException if it did not, or not in time
	 */
	IterationResult run(String name, @Nullable ManagedWorker worker, Duration wait) {
		IterationResult.checkWait(wait);
		if (worker == null || !worker.isRunning()) {
			throw new CommandException(Reason.NOT_RUNNING,
					"Worker '%s' is %s and can't run an iteration. Start it with 'worker.start'.".formatted(name,
							(worker != null) ? worker.state() : "STOPPED"));
		}
		return worker.calls().run(wait, worker::ring, worker::isRunning);
	}

	/**
	 * A listener that fails, or a context that is closed, takes no result from a caller.
	 */
	private void tell(String name, String command, @Nullable Reason failure, Duration duration) {
		try {
			for (CommandListener listener : this.listeners.get()) {
				listener.completed(name, command, failure, duration);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("Listeners were not told of a command of worker '" + name + "'", ex);
		}
	}

}
