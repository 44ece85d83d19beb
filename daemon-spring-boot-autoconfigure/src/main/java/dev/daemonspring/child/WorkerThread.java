package dev.daemonspring.child;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerContext;

/**
 * A worker on a thread of the daemon, for tests and debugging: it behaves as in a
 * process, with the same kind of slot, but nothing protects the application from it.
 * Thread-safe.
 */
public final class WorkerThread {

	private static final ThreadLocal<@Nullable WorkerContext> contexts = new ThreadLocal<>();

	private final Assignment assignment;

	private final WorkerSlot slot;

	private final WorkerRunner runner;

	private final Thread thread;

	private final CompletableFuture<Integer> exit = new CompletableFuture<>();

	private WorkerThread(ConfigurableApplicationContext context, Path region, Assignment assignment) {
		this.assignment = assignment;
		this.slot = WorkerSlot.open(region, assignment.slot());
		this.runner = new WorkerRunner(assignment, this.slot,
				context.getBeanProvider(LoopClock.class).getIfAvailable(() -> LoopClock.SYSTEM));
		this.thread = new Thread(() -> run(context), "worker-" + assignment.worker());
		this.thread.setDaemon(true);
	}

	/**
	 * Start a worker on a new thread.
	 * @param context the daemon's context
	 * @param region the file of the status region
	 * @param assignment the assignment of the worker
	 * @return the thread
	 */
	public static WorkerThread start(ConfigurableApplicationContext context, Path region, Assignment assignment) {
		WorkerThread worker = new WorkerThread(context, region, assignment);
		worker.slot.begin(ProcessHandle.current().pid(), assignment.incarnation());
		worker.thread.start();
		return worker;
	}

	/**
	 * Return the context of the worker that runs on the current thread.
	 * @return the context
	 * @throws NoSuchBeanDefinitionException on any other thread
	 */
	public static WorkerContext currentContext() {
		WorkerContext context = contexts.get();
		if (context == null) {
			throw new NoSuchBeanDefinitionException(WorkerContext.class);
		}
		return context;
	}

	private void run(ConfigurableApplicationContext context) {
		contexts.set(this.runner.context());
		int code = ExitCode.WENT_DOWN;
		try {
			this.runner.gate(context.getBeanProvider(LoopGate.class).getIfAvailable());
			code = this.runner.run(() -> new WorkerInstanceFactory(context).create(this.assignment)).exitCode();
		}
		finally {
			this.slot.departed(this.assignment.incarnation(), code);
			this.slot.close();
			this.exit.complete(code);
			this.runner.logFailure();
		}
	}

	/**
	 * Ring the doorbell: make the worker check its slot.
	 */
	public void rung() {
		this.runner.rung();
	}

	/**
	 * End the worker in a controlled way, as SIGTERM does with a process.
	 */
	public void end() {
		this.runner.end();
	}

	/**
	 * Give the worker up: interrupt it and consider it gone, whether it reacts or not. A
	 * thread can't be killed.
	 */
	public void abandon() {
		this.thread.interrupt();
		this.slot.close();
		this.exit.complete(ExitCode.ABANDONED);
	}

	/**
	 * Return the stack of the thread, for the log.
	 * @return the stack
	 */
	public StackTraceElement[] stack() {
		return this.thread.getStackTrace();
	}

	/**
	 * Return how the worker ended, as the exit code of a process.
	 * @return a future with the exit code
	 */
	public CompletableFuture<Integer> exit() {
		return this.exit;
	}

}
