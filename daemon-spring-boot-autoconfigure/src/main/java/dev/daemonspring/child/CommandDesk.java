package dev.daemonspring.child;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.PendingCommand;
import dev.daemonspring.region.WorkerSlot;

/**
 * Where the commands of a worker arrive. Most wait here for the loop; those that may run
 * beside it have a thread of their own. Thread-safe.
 */
final class CommandDesk {

	private final WorkerSlot slot;

	private final CommandExecutor executor;

	private final Queue<PendingCommand> forLoop = new ConcurrentLinkedQueue<>();

	private final @Nullable ExecutorService beside;

	CommandDesk(WorkerSlot slot, CommandExecutor executor) {
		this.slot = slot;
		this.executor = executor;
		this.beside = executor.hasConcurrent() ? startBeside() : null;
	}

	/**
	 * The thread is started by the loop's own, so that it counts as the worker's.
	 */
	private static ExecutorService startBeside() {
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
	 * Have the commands that may run beside the loop run.
	 */
	synchronized void sort() {
		if (this.beside == null || this.beside.isShutdown()) {
			return;
		}
		PendingCommand command = this.slot.next();
		while (command != null) {
			if (this.executor.isConcurrent(command)) {
				PendingCommand concurrent = command;
				this.beside.execute(() -> this.executor.execute(concurrent));
			}
			else {
				this.forLoop.add(command);
			}
			command = this.slot.next();
		}
	}

	/**
	 * Execute the commands that wait for the loop, on its thread.
	 * @param before called before each command
	 * @param after called after each command
	 */
	void execute(Runnable before, Runnable after) {
		if (this.forLoop.isEmpty() && !this.slot.hasPending()) {
			return;
		}
		sort();
		PendingCommand command = next();
		while (command != null) {
			before.run();
			this.executor.execute(command);
			after.run();
			command = next();
		}
	}

	/**
	 * Take no more commands. One that runs beside the loop is let run.
	 */
	synchronized void close() {
		if (this.beside != null) {
			this.beside.shutdown();
		}
	}

	private @Nullable PendingCommand next() {
		return (this.beside != null) ? this.forLoop.poll() : this.slot.next();
	}

}
