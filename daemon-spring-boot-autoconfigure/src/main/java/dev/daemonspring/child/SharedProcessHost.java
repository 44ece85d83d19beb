package dev.daemonspring.child;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hosts the workers that share a process, each on a thread of its own. They come when
 * they are assigned and leave when they end, while the process goes on. A worker that
 * ends because the process does reports nothing itself: the end of the process says it.
 */
final class SharedProcessHost {

	private static final Log logger = LogFactory.getLog(SharedProcessHost.class);

	private final HostedWorkers workers;

	private final WorkerBeans beans;

	private final ProcessOutput output;

	SharedProcessHost(HostedWorkers workers, WorkerBeans beans, ProcessOutput output) {
		this.workers = workers;
		this.beans = beans;
		this.output = output;
	}

	/**
	 * Host workers until the process is to end, and wait until all have ended.
	 * @param first the first to arrive, or {@code null} if none did
	 */
	void host(@Nullable HostedWorker first) throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		HostedWorker arrived = first;
		while (arrived != null) {
			HostedWorker worker = arrived;
			Thread thread = new Thread(() -> run(worker), worker.assignment().worker());
			threads.removeIf((earlier) -> !earlier.isAlive());
			threads.add(thread);
			thread.start();
			arrived = this.workers.awaitArrival();
		}
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private void run(HostedWorker worker) {
		this.output.labelThread(worker.assignment().worker());
		WorkerRunner runner = this.workers.begin(worker);
		if (runner == null) {
			return;
		}
		WorkerEnding ending = WorkerEnding.FAILED;
		try {
			ending = worker.isUnwanted() ? runner.stopBeforeSpinup() : this.beans.run(worker.assignment(), runner);
		}
		finally {
			if (ending != WorkerEnding.ENDED) {
				leave(worker, runner, ending);
			}
			runner.logFailure();
		}
	}

	private void leave(HostedWorker worker, WorkerRunner runner, WorkerEnding ending) {
		FailureLog unclean = null;
		try {
			this.beans.destroy(worker.assignment(), runner);
		}
		catch (Throwable ex) {
			unclean = new FailureLog(logger,
					"The bean of worker '" + worker.assignment().worker() + "' was not destroyed cleanly",
					FailureDescription.of(ex));
		}
		finally {
			this.workers.leave(worker);
			worker.depart(ending);
		}
		if (unclean != null) {
			unclean.write();
		}
	}

}
