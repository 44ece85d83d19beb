package dev.daemonspring.child;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

import dev.daemonspring.region.Activity;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerLoopListener;
import dev.daemonspring.worker.WorkerState;

/**
 * The loop of a worker: iterations at its looptime and commands between them, until an
 * order ends it. Confined to one thread.
 */
final class IterationLoop {

	private final WorkerInstance instance;

	private final CommandQueue commands;

	private final RunnerContext context;

	private final WorkerSlot slot;

	private final LoopOrders orders;

	private final LoopPark park;

	private final @Nullable LoopGate gate;

	private final long looptimeNanos;

	private final @Nullable WorkObserver observer;

	private final Class<?> type;

	private final WorkObserver.Work work = this::work;

	IterationLoop(WorkerInstance instance, CommandQueue commands, RunnerContext context, WorkerSlot slot,
			LoopOrders orders, LoopPark park, @Nullable LoopGate gate) {
		this.instance = instance;
		this.commands = commands;
		this.context = context;
		this.slot = slot;
		this.orders = orders;
		this.park = park;
		this.gate = gate;
		this.observer = instance.observer();
		this.type = AopUtils.getTargetClass(instance.loop());
		this.looptimeNanos = context.looptime().toNanos();
	}

	/**
	 * Loop until an order ends the loop.
	 * @return how the worker ends
	 * @throws Exception what an iteration throws
	 */
	WorkerEnding run() throws Exception {
		Runnable beforeCommand = this::commandStarts;
		Runnable afterCommand = this::commandEnded;
		WorkerState shown = WorkerState.SPINUP;
		// Reading the clock is the most expensive part of an empty iteration, so the end
		// of one iteration also serves as the current time when the next is due
		long now = System.nanoTime();
		long due = now;
		while (true) {
			if (this.commands.execute(beforeCommand, afterCommand)) {
				now = System.nanoTime();
			}
			LoopOrder order = nextOrder();
			WorkerEnding ending = order.ending();
			if (ending != null) {
				return ending;
			}
			WorkerState state = (order == LoopOrder.PAUSE) ? WorkerState.PAUSED : WorkerState.LOOPING;
			if (state != shown) {
				this.slot.state(state);
				shown = state;
				now = System.nanoTime();
				due = now;
			}
			if (waits(order, due - now)) {
				now = System.nanoTime();
				continue;
			}
			try {
				now = iterate(now);
			}
			catch (InterruptedException ex) {
				if (nextOrder().ending() == null) {
					throw ex;
				}
			}
			due = nextDue(due, now);
		}
	}

	private LoopOrder nextOrder() {
		return this.orders.next(this.context.iterations());
	}

	/**
	 * Wait, unless an iteration is to begin now.
	 * @param remaining the time until the iteration is due
	 * @return whether the loop has waited
	 */
	private boolean waits(LoopOrder order, long remaining) {
		if (order == LoopOrder.PAUSE || (this.gate != null && !this.gate.pass(this.context.name()))) {
			this.park.await();
			return true;
		}
		if (this.gate == null && remaining > 0) {
			this.park.await(remaining);
			return true;
		}
		return false;
	}

	/**
	 * The next iteration is due a looptime after this one was, so that the loop does not
	 * drift; after an overrun it is due at once.
	 */
	private long nextDue(long due, long now) {
		long next = due + this.looptimeNanos;
		return (next - now < 0) ? now : next;
	}

	/**
	 * Run one iteration.
	 * @param start when it starts
	 * @return when it ended
	 */
	private long iterate(long start) throws Exception {
		this.slot.iterationStarted();
		try {
			if (this.observer == null) {
				work();
			}
			else {
				this.observer.iteration(this.context.name(), this.type, this.work);
			}
		}
		catch (Throwable ex) {
			for (WorkerLoopListener listener : this.instance.listeners()) {
				listener.loopFailed(this.context, ex);
			}
			throw ex;
		}
		this.context.countIteration();
		long end = System.nanoTime();
		this.slot.iterationEnded(end - start);
		if (this.gate != null) {
			this.gate.iterated(this.context.name());
		}
		return end;
	}

	private void work() throws Exception {
		for (WorkerLoopListener listener : this.instance.listeners()) {
			listener.beforeLoop(this.context);
		}
		this.instance.loop().loop();
		for (WorkerLoopListener listener : this.instance.listeners()) {
			listener.afterLoop(this.context);
		}
	}

	private void commandStarts() {
		this.slot.activity(Activity.COMMAND);
	}

	private void commandEnded() {
		this.slot.activity(Activity.IDLE);
	}

}
