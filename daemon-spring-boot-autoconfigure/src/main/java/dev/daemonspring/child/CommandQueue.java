package dev.daemonspring.child;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.region.PendingCommand;
import dev.daemonspring.region.WorkerSlot;

/**
 * The queue of a worker's commands. Most wait here for the loop; those that may run
 * concurrently with it have a thread of their own. Thread-safe.
 */
final class CommandQueue {

	private final WorkerSlot slot;

	private final CommandExecutor executor;

	private final Queue<PendingCommand> forLoop = new ConcurrentLinkedQueue<>();

	private final @Nullable ThreadPoolExecutor concurrent;

	private boolean closed;

	CommandQueue(WorkerSlot slot, CommandExecutor executor) {
		this.slot = slot;
		this.executor = executor;
		this.concurrent = executor.hasConcurrent() ? startConcurrent() : null;
	}

	/**
	 * The thread is started from the loop's thread, so that it counts as the worker's
	 * own.
	 */
	private static ThreadPoolExecutor startConcurrent() {
		ThreadPoolExecutor started = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "daemon-command");
					thread.setDaemon(true);
					return thread;
				});
		started.prestartCoreThread();
		return started;
	}

	/**
	 * Take the pending commands, starting those that may run concurrently with the loop.
	 */
	synchronized void dispatch() {
		if (this.concurrent == null || this.closed) {
			return;
		}
		PendingCommand command = this.slot.next();
		while (command != null) {
			if (this.executor.isConcurrent(command)) {
				this.concurrent.execute(new ConcurrentCommand(this.executor, command));
			}
			else {
				this.forLoop.add(command);
			}
			command = this.slot.next();
		}
	}

	/**
	 * Execute the commands that wait for the loop. To be called on the loop's thread.
	 * @param before called before each command
	 * @param after called after each command
	 * @param run runs an iteration for a command that asks for one
	 * @return whether there may have been any
	 * @throws Exception what such an iteration throws
	 */
	boolean execute(Runnable before, Runnable after, IterationCommand run) throws Exception {
		if (this.forLoop.isEmpty() && !this.slot.hasPending()) {
			return false;
		}
		dispatch();
		PendingCommand command = next();
		while (command != null) {
			if (!CommandRequest.isRun(command.body())) {
				before.run();
				this.executor.execute(command);
				after.run();
			}
			else if (!run.execute(command)) {
				return true;
			}
			command = next();
		}
		return true;
	}

	/**
	 * Take no more commands, and give back those that have not begun. A concurrent
	 * command that is running is left to finish.
	 */
	synchronized void close() {
		this.closed = true;
		if (this.concurrent != null) {
			this.concurrent.shutdown();
			List<Runnable> waiting = new ArrayList<>();
			this.concurrent.getQueue().drainTo(waiting);
			waiting.forEach((task) -> ((ConcurrentCommand) task).command.giveBack());
		}
		PendingCommand command = this.forLoop.poll();
		while (command != null) {
			command.giveBack();
			command = this.forLoop.poll();
		}
	}

	private @Nullable PendingCommand next() {
		return (this.concurrent != null) ? this.forLoop.poll() : this.slot.next();
	}

	/**
	 * Runs an iteration for a command that asks for one, and answers the command.
	 */
	interface IterationCommand {

		/**
		 * Run an iteration, unless the loop is to end.
		 * @return whether further commands may be executed
		 */
		boolean execute(PendingCommand command) throws Exception;

	}

	/**
	 * A command that runs concurrently with the loop, or waits to.
	 *
	 * @param executor executes it
	 * @param command the command
	 */
	private record ConcurrentCommand(CommandExecutor executor, PendingCommand command) implements Runnable {

		@Override
		public void run() {
			this.executor.execute(this.command);
		}

	}

}
