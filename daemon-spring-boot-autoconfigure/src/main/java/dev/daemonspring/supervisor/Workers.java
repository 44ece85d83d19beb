package dev.daemonspring.supervisor;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The daemon's workers: what can be known of them and asked of them. Injectable into any
 * bean of the daemon. Thread-safe. Only {@code send} and {@code sendJson} wait for a
 * worker; orders return when they are accepted, and take effect later. Every method that
 * takes a name throws {@link UnknownWorkerException} when no worker has it.
 *
 * @since 0.1.0
 */
public interface Workers {

	/**
	 * Return the workers in the order of their names.
	 * @return a description of each worker
	 */
	List<WorkerDescription> list();

	/**
	 * Return the state of every worker.
	 * @return name to state, in the order of the names
	 */
	Map<String, WorkerState> status();

	/**
	 * Return the state of a worker, read from the status region: the worker is not asked.
	 * @param name the worker's name
	 * @return the state
	 */
	WorkerState status(String name);

	/**
	 * Return everything that the status region and the supervisor know about a worker.
	 * @param name the worker's name
	 * @return the knowledge of this moment
	 */
	WorkerInfo info(String name);

	/**
	 * Ask a worker to pause at the end of its running iteration. Holds over restarts.
	 * @param name the worker's name
	 * @return {@code true} when the worker is paused or will be, {@code false} when it is
	 * stopped or failed
	 */
	boolean pause(String name);

	/**
	 * Ask a worker to loop again, at once.
	 * @param name the worker's name
	 * @return {@code true} when the worker loops or will loop, {@code false} when it is
	 * stopped or failed
	 */
	boolean resume(String name);

	/**
	 * Start a worker that is stopped or failed, with a fresh back-off.
	 * @param name the worker's name
	 * @return {@code true} when the worker starts, {@code false} when it was running
	 * already
	 * @throws WorkersNotRunException when {@code daemon.isolation} is {@code none}
	 */
	boolean start(String name);

	/**
	 * Stop a worker at the end of its running iteration: it spins down, its process ends,
	 * and it stays stopped until it is started.
	 * @param name the worker's name
	 * @return {@code true} when the worker stops, {@code false} when it was stopped
	 * already; a failed worker then counts as stopped
	 */
	boolean stop(String name);

	/**
	 * Restart a worker in a new process, at the end of its running iteration. No crash:
	 * resets the back-off. A stopped or failed worker is started.
	 * @param name the worker's name
	 * @return {@code true} when the worker restarts or starts, {@code false} when the
	 * daemon shuts down
	 * @throws WorkersNotRunException when {@code daemon.isolation} is {@code none}
	 */
	boolean restart(String name);

	/**
	 * Call a command of a worker and wait for its result.
	 * @param name the worker's name
	 * @param command the command's name
	 * @param args the command's arguments, by position; written as JSON
	 * @return the result as JSON has it: a map, list, string, number, boolean or
	 * {@code null}
	 * @throws CommandException when the command is refused, fails, or takes longer than
	 * the worker's {@code command-timeout} (30 seconds by default); its
	 * {@link CommandException#reason() reason} tells which
	 */
	@Nullable Object send(String name, String command, @Nullable Object... args);

	/**
	 * Call a command of a worker and wait for its result, with the arguments and the
	 * result as JSON text.
	 * @param name the worker's name
	 * @param command the command's name
	 * @param arguments a JSON array (arguments by position) or object (by name)
	 * @return the result's JSON text
	 * @throws CommandException when the command is refused, fails, or takes longer than
	 * the worker's {@code command-timeout} (30 seconds by default); its
	 * {@link CommandException#reason() reason} tells which
	 */
	String sendJson(String name, String command, String arguments);

	/**
	 * End the daemon in a controlled way: spin down every worker, close the application
	 * context and, when the application was started by its {@code main} method, exit with
	 * code 0. Returns at once.
	 */
	void shutdown();

}
