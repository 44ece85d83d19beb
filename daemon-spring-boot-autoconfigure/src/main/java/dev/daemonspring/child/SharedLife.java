package dev.daemonspring.child;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Workers that share a process, each on a thread of its own: they come when they are
 * assigned and leave when they end, while the process lives on. One that ends because the
 * process does says no word of its own; the end of the process tells it.
 */
final class SharedLife {

	private static final Log logger = LogFactory.getLog(SharedLife.class);

	private final Household household;

	private final WorkerBeans beans;

	private final ProcessOutput output;

	SharedLife(Household household, WorkerBeans beans, ProcessOutput output) {
		this.household = household;
		this.beans = beans;
		this.output = output;
	}

	/**
	 * Host workers until the process is to end, and wait until all have ended.
	 * @param first the first to arrive, or {@code null} when none did
	 */
	void host(@Nullable Tenancy first) throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		Tenancy arrived = first;
		while (arrived != null) {
			Tenancy tenancy = arrived;
			Thread thread = new Thread(() -> live(tenancy), tenancy.assignment().worker());
			threads.removeIf((earlier) -> !earlier.isAlive());
			threads.add(thread);
			thread.start();
			arrived = this.household.awaitArrival();
		}
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private void live(Tenancy tenancy) {
		this.output.labelThread(tenancy.assignment().worker());
		WorkerRunner runner = this.household.begin(tenancy);
		if (runner == null) {
			return;
		}
		WorkerRunner.Ending ending = WorkerRunner.Ending.FAILED;
		try {
			ending = tenancy.isUnwanted() ? runner.stopBeforeSpinup() : this.beans.run(tenancy.assignment(), runner);
		}
		finally {
			if (ending != WorkerRunner.Ending.ENDED) {
				leave(tenancy, runner, ending);
			}
			runner.logFailure();
		}
	}

	private void leave(Tenancy tenancy, WorkerRunner runner, WorkerRunner.Ending ending) {
		FailureLog unclean = null;
		try {
			this.beans.dismiss(tenancy.assignment(), runner);
		}
		catch (Throwable ex) {
			unclean = new FailureLog(logger,
					"The bean of worker '" + tenancy.assignment().worker() + "' was not destroyed cleanly",
					FailureDescription.of(ex));
		}
		finally {
			this.household.leave(tenancy);
			tenancy.depart(ending);
		}
		if (unclean != null) {
			unclean.write();
		}
	}

}
