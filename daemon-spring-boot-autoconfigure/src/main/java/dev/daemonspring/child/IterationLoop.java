package dev.daemonspring.child;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

import dev.daemonspring.child.CommandQueue.IterationCommand;
import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.protocol.IterationAnswer;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.PendingCommand;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerLoopListener;
import dev.daemonspring.worker.WorkerState;

/**
 * The loop of a worker: iterations when its timetable says so and commands between them,
 * until an order ends it. Confined to one thread.
 */
final class IterationLoop {

	private final WorkerInstance instance;

	private final CommandQueue commands;

	private final RunnerContext context;

	private final WorkerSlot slot;

	private final LoopOrders orders;

	private final LoopPark park;

	private final @Nullable LoopGate gate;

	private final Timetable timetable;

	private final @Nullable WorkObserver observer;

	private final Class<?> type;

	private final WorkObserver.Work work = this::work;

	/**
	 * Commands that ask for an iteration, while none may begin.
	 */
	private final Deque<PendingCommand> heldRuns = new ArrayDeque<>();

	IterationLoop(WorkerInstance instance, CommandQueue commands, RunnerContext context, WorkerSlot slot,
			LoopOrders orders, LoopPark park, @Nullable LoopGate gate, Timetable timetable) {
		this.instance = instance;
		this.commands = commands;
		this.context = context;
		this.slot = slot;
		this.orders = orders;
		this.park = park;
		this.gate = gate;
		this.observer = instance.observer();
		this.type = AopUtils.getTargetClass(instance.loop());
		this.timetable = timetable;
	}

	/**
	 * Loop until an order ends the loop.
	 * @return how the worker ends
	 * @throws Exception what an iteration throws
	 */
	WorkerEnding run() throws Exception {
		try {
			return iterateUntilEnd();
		}
		finally {
			this.heldRuns.forEach(PendingCommand::giveBack);
		}
	}

	private WorkerEnding iterateUntilEnd() throws Exception {
		Runnable beforeCommand = this::commandStarts;
		Runnable afterCommand = this::commandEnded;
		IterationCommand runCommand = this::runByOrder;
		WorkerState shown = WorkerState.SPINUP;
		// Reading the clock is the most expensive part of an empty iteration, so the end
		// of one iteration also serves as the current time when the next is due
		long now = this.park.now();
		while (true) {
			if (this.commands.execute(beforeCommand, afterCommand, runCommand)) {
				now = this.park.now();
			}
			LoopOrder order = nextOrder();
			WorkerEnding ending = ending(order);
			if (ending != null) {
				return ending;
			}
			boolean held = this.context.isHeld();
			WorkerState state = (order == LoopOrder.PAUSE) ? WorkerState.PAUSED : WorkerState.LOOPING;
			if (state != shown) {
				this.slot.state(state);
				shown = state;
				now = this.park.now();
				if (order == LoopOrder.LOOP) {
					this.timetable.begin(now);
				}
			}
			if (held || !this.heldRuns.isEmpty()) {
				now = held ? awaitRelease() : runHeld();
				continue;
			}
			if (waits(order, now)) {
				now = this.park.now();
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
			this.timetable.ended(now);
		}
	}

	private LoopOrder nextOrder() {
		return this.orders.next(this.context.iterations());
	}

	/**
	 * A worker whose work is done has done it, even if its process is ending; an operator
	 * who stops it wants it to be stopped.
	 */
	private @Nullable WorkerEnding ending(LoopOrder order) {
		return (order != LoopOrder.STOP && this.timetable.isOver()) ? WorkerEnding.DONE : order.ending();
	}

	private long awaitRelease() {
		this.park.await();
		return this.park.now();
	}

	private long runHeld() throws Exception {
		runByOrder(this.heldRuns.remove());
		return this.park.now();
	}

	/**
	 * Wait, unless an iteration is to begin now.
	 * @return whether the loop has waited
	 */
	private boolean waits(LoopOrder order, long now) {
		if (order == LoopOrder.PAUSE || (this.gate != null && !this.gate.pass(this.context.instance()))) {
			this.park.await();
			return true;
		}
		long remaining = (this.gate == null) ? this.timetable.remaining(now) : 0;
		if (remaining > 0) {
			this.park.await(remaining);
			return true;
		}
		return false;
	}

	/**
	 * Run an iteration because an operator has asked for it, also while the worker is
	 * paused. The operator is answered before a failure takes the worker down. If the
	 * loop is to end, the request is left to the next process; while it is held, the
	 * request waits.
	 */
	private boolean runByOrder(PendingCommand command) throws Exception {
		if (ending(nextOrder()) != null) {
			command.giveBack();
			return false;
		}
		if (this.context.isHeld()) {
			this.heldRuns.add(command);
			return true;
		}
		long start = this.park.now();
		try {
			long end = iterate(start);
			this.timetable.ranByOrder(end);
			answer(command, new IterationAnswer(end - start, null));
			return true;
		}
		catch (Throwable ex) {
			answer(command, new IterationAnswer(this.park.now() - start, FailureDescription.summary(ex)));
			if (ex instanceof InterruptedException && nextOrder().ending() != null) {
				return false;
			}
			throw ex;
		}
	}

	private void answer(PendingCommand command, IterationAnswer answer) {
		command.answerInWords(CommandStatus.OK.code(), answer.toText());
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
		long end = this.park.now();
		this.slot.iterationEnded(end - start);
		if (this.gate != null) {
			this.gate.iterated(this.context.instance());
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
