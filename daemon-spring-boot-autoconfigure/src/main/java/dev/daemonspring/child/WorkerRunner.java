package dev.daemonspring.child;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;
import dev.daemonspring.worker.WorkerState;

/**
 * Runs a worker: {@code spinup()}, iterations at their looptime with commands between
 * them, {@code spindown()}. {@link #run} belongs to one thread; every other method may be
 * called from any.
 * <p>
 * Each wish (stop, pause, a command) is written down first and the loop woken after, and
 * the loop looks at every wish before it waits: no wake-up is lost.
 */
final class WorkerRunner implements WorkerContext {

	private static final Log logger = LogFactory.getLog(WorkerRunner.class);

	private static final long NEVER = -1;

	private final Assignment assignment;

	private final WorkerSlot slot;

	private final long looptimeNanos;

	private @Nullable LoopGate gate;

	private volatile @Nullable Thread thread;

	private volatile @Nullable CommandQueue queue;

	private volatile @Nullable Ending ending;

	private volatile @Nullable FailureLog failure;

	private Consumer<Ending> onEnding = (ending) -> {
	};

	private volatile boolean endAsked;

	private volatile boolean stopAsked;

	private volatile long pausedAtOrder = NEVER;

	private volatile long iterations;

	WorkerRunner(Assignment assignment, WorkerSlot slot) {
		this.assignment = assignment;
		this.slot = slot;
		this.looptimeNanos = assignment.looptime().toNanos();
	}

	/**
	 * Run the worker to its end.
	 * @param instanceSupplier brings the worker to life, as part of its spinning up
	 * @return how it ended
	 */
	Ending run(Supplier<WorkerInstance> instanceSupplier) {
		this.thread = Thread.currentThread();
		try {
			WorkerInstance instance = instanceSupplier.get();
			instance.loop().spinup();
			this.slot.activity(Activity.IDLE);
			Ending decided = iterate(instance);
			ends(decided);
			spindown(instance.loop());
			this.slot.state((decided == Ending.STOPPED) ? WorkerState.STOPPED : WorkerState.SPINDOWN);
			if (this.gate != null) {
				this.gate.ended(name());
			}
			return decided;
		}
		catch (Throwable ex) {
			ends(Ending.FAILED);
			this.slot.failed(ex.getClass().getName());
			this.failure = tell("Worker '" + name() + "' (pid " + ProcessHandle.current().pid() + ") went down", ex);
			if (this.gate != null) {
				this.gate.failed(name(), ex);
			}
			return Ending.FAILED;
		}
		finally {
			CommandQueue known = this.queue;
			if (known != null) {
				known.close();
			}
		}
	}

	private void ends(Ending decided) {
		this.ending = decided;
		this.onEnding.accept(decided);
	}

	/**
	 * Have iterations begin when the gate says so, not at their looptime.
	 */
	void gate(@Nullable LoopGate gate) {
		this.gate = gate;
	}

	/**
	 * Have somebody told when it is decided how the worker ends, before it spins down.
	 * @param listener whom to tell, on the worker's thread
	 */
	void onEnding(Consumer<Ending> listener) {
		this.onEnding = listener;
	}

	/**
	 * Return how the worker ends, as soon as that is decided.
	 * @return how it ends, or {@code null} while it does not
	 */
	@Nullable Ending ending() {
		return this.ending;
	}

	/**
	 * Tell the daemon of an exception. It is logged when nothing depends on this thread
	 * any more, because a log may hang, and fail.
	 */
	private FailureLog tell(String what, Throwable failure) {
		FailureDescription description = FailureDescription.of(failure);
		this.slot.error(description.text());
		return new FailureLog(logger, what, description);
	}

	/**
	 * Log what the worker threw, if it did. May take as long as the log does; never
	 * throws.
	 */
	void logFailure() {
		FailureLog told = this.failure;
		if (told != null) {
			told.write();
		}
	}

	/**
	 * End a worker that was told to stop before it could spin up.
	 * @return how it ended
	 */
	Ending stopBeforeSpinup() {
		this.slot.state(WorkerState.STOPPED);
		return Ending.STOPPED;
	}

	private Ending iterate(WorkerInstance instance) throws Exception {
		CommandQueue commands = new CommandQueue(this.slot, instance.commands());
		this.queue = commands;
		Runnable beforeCommand = this::commandStarts;
		Runnable afterCommand = this::commandEnded;
		WorkerState shown = WorkerState.SPINUP;
		// Reading the clock takes longest of all that an empty iteration does: its end is
		// the time at which the next one is looked for
		long now = System.nanoTime();
		long due = now;
		while (true) {
			if (commands.execute(beforeCommand, afterCommand)) {
				now = System.nanoTime();
			}
			Wish wish = wish();
			if (wish.ending != null) {
				return wish.ending;
			}
			WorkerState wanted = (wish == Wish.PAUSE) ? WorkerState.PAUSED : WorkerState.LOOPING;
			if (wanted != shown) {
				this.slot.state(wanted);
				shown = wanted;
				now = System.nanoTime();
				due = now;
			}
			if (wanted == WorkerState.PAUSED) {
				awaitWish();
				now = System.nanoTime();
			}
			else if (this.gate != null && !this.gate.pass(name())) {
				awaitWish();
				now = System.nanoTime();
			}
			else if (this.gate == null && due - now > 0) {
				awaitWish(due - now);
				now = System.nanoTime();
			}
			else {
				try {
					now = iterateOnce(instance, now);
				}
				catch (InterruptedException ex) {
					if (wish().ending == null) {
						throw ex;
					}
				}
				due = nextDue(due, now);
			}
		}
	}

	/**
	 * The next iteration is due a looptime after this one was, so that the loop does not
	 * drift; after an overrun it is due at once.
	 */
	private long nextDue(long due, long now) {
		long next = due + this.looptimeNanos;
		return (next - now < 0) ? now : next;
	}

	private long iterateOnce(WorkerInstance instance, long start) throws Exception {
		this.slot.iterationStarted();
		try {
			for (WorkerLoopListener listener : instance.listeners()) {
				listener.beforeLoop(this);
			}
			instance.loop().loop();
			for (WorkerLoopListener listener : instance.listeners()) {
				listener.afterLoop(this);
			}
		}
		catch (Throwable ex) {
			for (WorkerLoopListener listener : instance.listeners()) {
				listener.loopFailed(this, ex);
			}
			throw ex;
		}
		this.iterations = this.iterations + 1;
		long end = System.nanoTime();
		this.slot.iterationEnded(end - start);
		if (this.gate != null) {
			this.gate.iterated(name());
		}
		return end;
	}

	/**
	 * The daemon has put something into the slot.
	 */
	void rung() {
		CommandQueue known = this.queue;
		if (known != null) {
			known.sort();
		}
		wake();
	}

	private void commandStarts() {
		this.slot.activity(Activity.COMMAND);
	}

	private void commandEnded() {
		this.slot.activity(Activity.IDLE);
	}

	private void spindown(WorkerLoop loop) {
		this.slot.state(WorkerState.SPINDOWN);
		this.slot.activity(Activity.SPINDOWN);
		try {
			loop.spindown();
		}
		catch (Throwable ex) {
			this.failure = tell("Worker '" + name() + "' threw in spindown() and ends all the same", ex);
		}
		this.slot.activity(Activity.IDLE);
	}

	private Wish wish() {
		if (this.endAsked) {
			return Wish.END;
		}
		WantedState ordered = this.slot.wanted();
		if (this.stopAsked || ordered == WantedState.STOPPED) {
			return Wish.STOP;
		}
		if (this.assignment.maxIterations() > 0 && this.iterations >= this.assignment.maxIterations()) {
			return Wish.BE_REPLACED;
		}
		boolean pausedItself = this.pausedAtOrder == this.slot.wantedSequence();
		return (pausedItself || ordered == WantedState.PAUSED) ? Wish.PAUSE : Wish.LOOP;
	}

	private void awaitWish() {
		Thread.interrupted();
		LockSupport.park(this);
		this.slot.progress();
	}

	private void awaitWish(long nanos) {
		Thread.interrupted();
		LockSupport.parkNanos(this, nanos);
		this.slot.progress();
	}

	/**
	 * Have the loop look at what is wished for.
	 */
	void wake() {
		LockSupport.unpark(this.thread);
	}

	/**
	 * End in a controlled way, because the process has to.
	 */
	void end() {
		this.endAsked = true;
		wake();
	}

	@Override
	public String name() {
		return this.assignment.worker();
	}

	@Override
	public Duration looptime() {
		return this.assignment.looptime();
	}

	@Override
	public long iterations() {
		return this.iterations;
	}

	@Override
	public WorkerState state() {
		return this.slot.state();
	}

	@Override
	public void pause() {
		long order = this.slot.wantedSequence();
		this.slot.pausedItself(order);
		this.pausedAtOrder = order;
		wake();
	}

	@Override
	public void stop() {
		this.stopAsked = true;
		wake();
	}

	@Override
	public void progress() {
		this.slot.progress();
	}

	/**
	 * What the loop is to do next.
	 */
	private enum Wish {

		LOOP(null), PAUSE(null), STOP(Ending.STOPPED), END(Ending.ENDED), BE_REPLACED(Ending.LIMIT_REACHED);

		private final @Nullable Ending ending;

		Wish(@Nullable Ending ending) {
			this.ending = ending;
		}

	}

	/**
	 * How a worker ended.
	 */
	enum Ending {

		/**
		 * On request, by an operator or by itself.
		 */
		STOPPED(ExitCode.CONTROLLED),

		/**
		 * In a controlled way, because its process had to end.
		 */
		ENDED(ExitCode.CONTROLLED),

		/**
		 * In a controlled way, because it has done as many iterations as it may.
		 */
		LIMIT_REACHED(ExitCode.LIMIT_REACHED),

		/**
		 * It threw.
		 */
		FAILED(ExitCode.WENT_DOWN);

		private final int exitCode;

		Ending(int exitCode) {
			this.exitCode = exitCode;
		}

		int exitCode() {
			return this.exitCode;
		}

	}

	/**
	 * A worker that has been brought to life, and who accompanies it.
	 *
	 * @param loop the worker
	 * @param listeners those who are called around every iteration
	 * @param commands executes the worker's commands
	 */
	record WorkerInstance(WorkerLoop loop, List<WorkerLoopListener> listeners, CommandExecutor commands) {
	}

}
