package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The daemon's workers: their states, and the orders and commands that they accept. Can
 * be injected into any bean of the daemon. Thread-safe.
 * <p>
 * Only {@code send}, {@code sendJson}, {@code run} with a time to wait, and dumps wait
 * for a worker. Orders return once they are accepted, and take effect later; they throw
 * an {@link IllegalStateException} if the supervisor does not accept them within 30
 * seconds. No worker accepts an order to pause, resume or stop if
 * {@code daemon.isolation} is {@code none}. Every method that takes a worker's name
 * throws an {@link UnknownWorkerException} if no worker has that name.
 * <p>
 * If a worker can have more than one instance, its name means all of them, and a name
 * with an index, such as {@code handyman#1}, means one. An order to a worker goes to each
 * of its instances, and is answered with {@code true} if at least one of them follows it.
 * What can only concern one instance, such as a command or a dump, is refused with an
 * {@link AmbiguousWorkerException} if there are several.
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
	 * Return the names of all instances of all workers. A worker that can't have more
	 * than one instance has one of its own name.
	 * @return the names, in the order of the workers' names and of the indices
	 */
	List<String> instances();

	/**
	 * Return the names of the instances that a name means.
	 * @param name the name of a worker or of an instance
	 * @return the names, in the order of the indices; the name itself if it means one
	 */
	List<String> instances(String name);

	/**
	 * Return the state of every instance of every worker.
	 * @return the states by the names of the instances, in the order of
	 * {@link #instances()}
	 */
	Map<String, WorkerState> status();

	/**
	 * Return the state of a worker: of several instances, that of the one that is worst
	 * off. It is read from the status region, without a call to the worker.
	 * @param name the worker's name
	 * @return the state
	 */
	WorkerState status(String name);

	/**
	 * Return everything that the status region and the supervisor know about a worker.
	 * @param name the worker's name
	 * @return a snapshot
	 */
	WorkerInfo info(String name);

	/**
	 * Return what a worker has done since the daemon has started, in numbers.
	 * @param name the worker's name
	 * @return the numbers
	 */
	WorkerStatistics statistics(String name);

	/**
	 * Return how many processes have booted and wait to be a worker's.
	 * @return the number of standbys that are ready
	 */
	int readyStandbys();

	/**
	 * Return the last lives of a worker: that of the process that runs, and up to 50 of
	 * processes that have ended. They survive the daemon, as long as its directory does.
	 * @param name the worker's name
	 * @return the lives, the latest first
	 */
	List<WorkerLife> lives(String name);

	/**
	 * Return the stacks of all threads of a worker's process, as text in the form of
	 * {@code jstack}. The worker is not disturbed. Waits for the process, for up to 10
	 * seconds.
	 * @param name the worker's name
	 * @return the dump
	 * @throws WorkerDumpException if the worker has no process, or that does not answer
	 */
	String threadDump(String name);

	/**
	 * Return the stacks of all threads of a worker's process as JSON, in the form of
	 * Actuator's endpoint {@code threaddump}. Waits for the process, for up to 10
	 * seconds.
	 * @param name the worker's name
	 * @return the dump
	 * @throws WorkerDumpException if the worker has no process, or that does not answer
	 */
	String threadDumpJson(String name);

	/**
	 * Write a heap dump of a worker's process. It contains whatever the process knows,
	 * secrets included, and the process stands still meanwhile. Waits for it, for up to
	 * two minutes.
	 * @param name the worker's name
	 * @param live whether to leave out what is not reachable any more
	 * @return the dump, in the format HPROF, in the temporary directory; the caller
	 * deletes it
	 * @throws WorkerDumpException if the worker has no process, or that does not answer
	 */
	Path heapDump(String name, boolean live);

	/**
	 * Pause a worker at the end of its running iteration. The pause lasts across
	 * restarts.
	 * @param name the worker's name
	 * @return {@code true} if the worker is or will be paused, {@code false} if it is
	 * stopped, stopping or failed, or the daemon is shutting down
	 */
	boolean pause(String name);

	/**
	 * Resume a worker: it runs iterations again, at once.
	 * @param name the worker's name
	 * @return {@code true} if the worker loops or will loop, {@code false} if it is
	 * stopped, stopping or failed, or the daemon is shutting down
	 */
	boolean resume(String name);

	/**
	 * Start a worker that is stopped, failed or done, with a fresh back-off. A worker
	 * that is stopping starts again once it has stopped.
	 * @param name the worker's name
	 * @return {@code true} if the worker starts, {@code false} if it is already running
	 * or restarting, or the daemon is shutting down
	 * @throws WorkersNotRunException if {@code daemon.isolation} is {@code none}
	 */
	boolean start(String name);

	/**
	 * Stop a worker at the end of its running iteration: it spins down, its process ends
	 * unless other workers share it, and it stays stopped until it is started.
	 * @param name the worker's name
	 * @return {@code true} if the worker stops or had stopped by itself, {@code false} if
	 * it had already been stopped or had failed; a failed or done worker becomes
	 * {@link WorkerState#STOPPED STOPPED}
	 */
	boolean stop(String name);

	/**
	 * Restart a worker at the end of its running iteration, in a new process unless it
	 * shares its process with other workers. This does not count as a crash, and resets
	 * the back-off. A stopped or failed worker is started.
	 * @param name the worker's name
	 * @return {@code true} if the worker restarts or starts, {@code false} if the daemon
	 * is shutting down
	 * @throws WorkersNotRunException if {@code daemon.isolation} is {@code none}
	 */
	boolean restart(String name);

	/**
	 * Restart all instances of a worker, one after the other: a process boots before that
	 * of an instance ends, and the next instance has its turn when the one before loops
	 * again. Stops with an error in the log, and a {@link RollingRestartEndedEvent}, at
	 * the first that does not come up. Instances that are down stay so. Returns once the
	 * restart has begun.
	 * @param name the name of a worker or of an instance, or {@code null} for all workers
	 * that have processes of their own
	 * @return {@code true} if the restart begins, {@code false} if a rolling restart is
	 * under way already, or the daemon is shutting down
	 * @throws WorkersNotRunException if {@code daemon.isolation} is {@code none}
	 */
	boolean restartRolling(@Nullable String name);

	/**
	 * Have so many instances of a worker. Those with the lowest free indices start, or
	 * those with the highest stop. When all that start have spun up, or all that stop
	 * have ended, the others are told the new {@code total()} between two iterations. The
	 * number lasts until the daemon ends.
	 * @param name the worker's name
	 * @param instances how many instances there are to be, between 1 and the worker's
	 * {@code max-instances}
	 * @return {@code true} if there will be another number than before, {@code false} if
	 * there are so many already, or the daemon is shutting down
	 * @throws InvalidScaleException if there can't be so many, or the worker is one of
	 * the cluster, whose replicas would have to agree on the number
	 * @throws WorkersNotRunException if {@code daemon.isolation} is {@code none}
	 */
	boolean scale(String name, int instances);

	/**
	 * Run one iteration of a worker now, or as soon as the running one has ended; also
	 * while the worker is paused. It counts as an iteration, and what it throws takes the
	 * worker down. When the worker iterates next by its rhythm does not change, except
	 * that a delay begins anew. Returns once the iteration is queued.
	 * @param name the worker's name
	 * @return {@code true} if the iteration is queued, {@code false} if the worker is
	 * stopped, failed or done
	 * @throws CommandException if the mailbox of the worker is full
	 * @throws WorkersNotRunException if {@code daemon.isolation} is {@code none}
	 */
	boolean run(String name);

	/**
	 * Run one iteration of a worker, as {@link #run(String)} does, and wait for its end.
	 * @param name the worker's name
	 * @param wait how long to wait, between one millisecond and one day; the worker's
	 * {@code command-timeout} does not apply
	 * @return how the iteration ended, and how long it took
	 * @throws CommandException if the iteration is refused or has not ended in time; its
	 * {@link CommandException#reason() reason} says which
	 * @throws WorkersNotRunException if {@code daemon.isolation} is {@code none}
	 */
	IterationResult run(String name, Duration wait);

	/**
	 * Call a command of a worker and wait for its result.
	 * @param name the worker's name
	 * @param command the command's name
	 * @param args the command's arguments, by position; they are written as JSON
	 * @return the result as read from JSON: a map, list, string, number, boolean or
	 * {@code null}
	 * @throws CommandException if the command is refused, fails, or takes longer than the
	 * worker's {@code command-timeout} (30 seconds by default); its
	 * {@link CommandException#reason() reason} says which
	 */
	@Nullable Object send(String name, String command, @Nullable Object... args);

	/**
	 * Call a command of a worker and wait for its result, with the arguments and the
	 * result as JSON text.
	 * @param name the worker's name
	 * @param command the command's name
	 * @param arguments a JSON array (arguments by position) or object (arguments by name)
	 * @return the result as JSON text
	 * @throws CommandException if the command is refused, fails, or takes longer than the
	 * worker's {@code command-timeout} (30 seconds by default); its
	 * {@link CommandException#reason() reason} says which
	 */
	String sendJson(String name, String command, String arguments);

	/**
	 * End the daemon in a controlled way: spin down all workers, close the application
	 * context and, if the application was started by its {@code main} method, exit with
	 * code 0. Returns at once.
	 */
	void shutdown();

}
