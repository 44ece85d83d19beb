package dev.daemonspring.supervisor;

import java.util.function.Supplier;

import dev.daemonspring.process.Child;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.process.TenantListener;
import dev.daemonspring.worker.WorkerState;

/**
 * What the pool reports about the workers' processes, and who handles it. Belongs to the
 * supervisor's thread.
 */
final class ProcessEvents implements TenantListener<ManagedWorker> {

	private final ManagedWorkers workers;

	private final Supplier<ExitHandler> exits;

	private final WorkerEventPublisher publisher;

	private final ChangedLogLevels logLevels;

	private final EventLoop thread;

	/**
	 * Create a listener.
	 * @param workers the workers
	 * @param exits supplies who handles exits
	 * @param publisher tells the world of starts
	 * @param logLevels what a process is told before it is assigned
	 * @param thread the supervisor's thread
	 */
	ProcessEvents(ManagedWorkers workers, Supplier<ExitHandler> exits, WorkerEventPublisher publisher,
			ChangedLogLevels logLevels, EventLoop thread) {
		this.workers = workers;
		this.exits = exits;
		this.publisher = publisher;
		this.logLevels = logLevels;
		this.thread = thread;
	}

	@Override
	public void assigned(ManagedWorker worker, Child process) {
		this.logLevels.tell(process);
		boolean restarting = worker.state() == WorkerState.RESTARTING;
		worker.attach(process, this.thread.now());
		if (restarting) {
			tellRestarting(worker);
		}
		this.publisher.started(worker, process);
	}

	/**
	 * A restart in a standby may be over before the next look at the worker, which would
	 * not see that it was down.
	 */
	private void tellRestarting(ManagedWorker worker) {
		WorkerState before = worker.history().changed(WorkerState.RESTARTING);
		if (before != WorkerState.RESTARTING) {
			this.publisher.changed(worker, before, WorkerState.RESTARTING);
		}
	}

	@Override
	public void notStarted(ManagedWorker worker, Throwable failure) {
		this.exits.get().notStarted(worker, failure);
	}

	@Override
	public void exited(Child process, ProcessExit exit) {
		for (ManagedWorker worker : this.workers.runningIn(process)) {
			Child child = worker.process();
			if (child != null) {
				this.exits.get().exited(worker, child, exit);
			}
		}
	}

	@Override
	public boolean hasTenant(Child process) {
		return !this.workers.runningIn(process).isEmpty();
	}

}
