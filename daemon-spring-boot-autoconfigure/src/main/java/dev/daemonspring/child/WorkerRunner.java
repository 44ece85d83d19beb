package dev.daemonspring.child;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

/**
 * Runs a worker: {@code spinup()}, its {@link IterationLoop}, {@code spindown()}.
 * {@link #run} is confined to one thread; every other method may be called on any thread.
 * <p>
 * Each order (to stop, to pause, a command) is recorded before the loop is woken, and the
 * loop checks for orders before it waits: no wake-up is lost.
 */
final class WorkerRunner {

	private static final Log logger = LogFactory.getLog(WorkerRunner.class);

	private final WorkerSlot slot;

	private final Timetable timetable;

	private final LoopOrders orders;

	private final LoopPark park;

	private final RunnerContext context;

	private @Nullable LoopGate gate;

	private volatile @Nullable CommandQueue commands;

	private volatile @Nullable WorkerEnding ending;

	private volatile @Nullable FailureLog failure;

	private Consumer<WorkerEnding> onEnding = (ending) -> {
	};

	WorkerRunner(Assignment assignment, WorkerSlot slot) {
		this(assignment, slot, LoopClock.SYSTEM);
	}

	WorkerRunner(Assignment assignment, WorkerSlot slot, LoopClock clock) {
		this.slot = slot;
		this.timetable = Timetable.of(assignment, slot, clock);
		this.orders = new LoopOrders(slot, assignment.maxIterations(), assignment.isLeased());
		this.park = new LoopPark(slot, clock);
		this.context = new RunnerContext(assignment, slot, this.orders, this.park);
	}

	/**
	 * Return the context of the worker.
	 */
	WorkerContext context() {
		return this.context;
	}

	/**
	 * Go on for a worker whose beans were created with the context of another runner.
	 */
	void adopt(WorkerRunner prepared) {
		this.orders.adopt(prepared.orders);
	}

	/**
	 * Run the worker to its end.
	 * @param instanceSupplier creates the worker; called as part of its spin-up
	 * @return how it ended
	 */
	WorkerEnding run(Supplier<WorkerInstance> instanceSupplier) {
		this.park.enter();
		try {
			WorkerInstance instance = instanceSupplier.get();
			instance.loop().spinup();
			this.slot.activity(Activity.IDLE);
			WorkerEnding decided = loop(instance);
			ends(decided);
			spindown(instance.loop());
			this.slot.state(decided.state());
			if (this.gate != null) {
				this.gate.ended(this.context.instance());
			}
			return decided;
		}
		catch (Throwable ex) {
			ends(WorkerEnding.FAILED);
			this.slot.failed(ex.getClass().getName());
			this.failure = report(
					"Worker '" + this.context.instance() + "' (pid " + ProcessHandle.current().pid() + ") went down",
					ex);
			if (this.gate != null) {
				this.gate.failed(this.context.instance(), ex);
			}
			return WorkerEnding.FAILED;
		}
		finally {
			CommandQueue queue = this.commands;
			if (queue != null) {
				queue.close();
			}
		}
	}

	private WorkerEnding loop(WorkerInstance instance) throws Exception {
		CommandQueue queue = new CommandQueue(this.slot, instance.commands());
		this.commands = queue;
		return new IterationLoop(instance, queue, this.context, this.slot, this.orders, this.park, this.gate,
				this.timetable)
			.run();
	}

	private void ends(WorkerEnding decided) {
		this.ending = decided;
		this.onEnding.accept(decided);
	}

	private void spindown(WorkerLoop loop) {
		this.slot.state(WorkerState.SPINDOWN);
		this.slot.activity(Activity.SPINDOWN);
		try {
			loop.spindown();
		}
		catch (Throwable ex) {
			this.failure = report("Worker '" + this.context.instance() + "' threw in spindown() and ends all the same",
					ex);
		}
		this.slot.activity(Activity.IDLE);
	}

	/**
	 * Report an exception to the daemon. It is logged later, when nothing depends on this
	 * thread any more, because logging may hang or fail.
	 */
	private FailureLog report(String what, Throwable thrown) {
		FailureDescription description = FailureDescription.of(thrown);
		this.slot.error(description.text());
		return new FailureLog(logger, what, description);
	}

	/**
	 * End a worker that was told to stop before it could spin up.
	 * @return how it ended
	 */
	WorkerEnding stopBeforeSpinup() {
		this.slot.state(WorkerState.STOPPED);
		return WorkerEnding.STOPPED;
	}

	/**
	 * Let iterations begin when the gate allows, not at their looptime.
	 */
	void gate(@Nullable LoopGate gate) {
		this.gate = gate;
	}

	/**
	 * Set the listener that is called when it is decided how the worker ends, before it
	 * spins down.
	 * @param listener the listener, called on the worker's thread
	 */
	void onEnding(Consumer<WorkerEnding> listener) {
		this.onEnding = listener;
	}

	/**
	 * Return how the worker ends, as soon as that is decided.
	 * @return how it ends, or {@code null} if it is not decided yet
	 */
	@Nullable WorkerEnding ending() {
		return this.ending;
	}

	/**
	 * Log the exception that the worker threw, if any. Blocks for as long as the log
	 * does; never throws.
	 */
	void logFailure() {
		FailureLog log = this.failure;
		if (log != null) {
			log.write();
		}
	}

	/**
	 * The daemon has rung the doorbell: there is a command or an order in the slot.
	 */
	void rung() {
		CommandQueue queue = this.commands;
		if (queue != null) {
			queue.dispatch();
		}
		wake();
	}

	/**
	 * Make the loop check its orders.
	 */
	void wake() {
		this.park.wake();
	}

	/**
	 * End in a controlled way, because the process is ending.
	 */
	void end() {
		this.orders.end();
		wake();
	}

}
