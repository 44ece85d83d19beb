package dev.daemonspring.supervisor;

import java.util.function.BooleanSupplier;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.OperatorOrder.Reply;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * The handler of operators' orders. It carries out what follows from an order according
 * to the table of {@link OperatorOrder}. Confined to the supervisor's thread.
 */
final class OrderHandler {

	private final ChildPool<ManagedWorker> children;

	private final WorkerStarter starter;

	private final EventLoop thread;

	private final BooleanSupplier daemonEnding;

	/**
	 * Create a handler.
	 * @param children the pool with the requests that an order withdraws
	 * @param starter starts workers
	 * @param thread the supervisor's thread
	 * @param daemonEnding whether the daemon is shutting down
	 */
	OrderHandler(ChildPool<ManagedWorker> children, WorkerStarter starter, EventLoop thread,
			BooleanSupplier daemonEnding) {
		this.children = children;
		this.starter = starter;
		this.thread = thread;
		this.daemonEnding = daemonEnding;
	}

	/**
	 * Follow an order.
	 * @return the answer to the operator, as {@link Workers} describes it
	 */
	boolean follow(OperatorOrder order, ManagedWorker worker) {
		assert this.thread.inEventLoop();
		if (worker.isLeaving() && order != OperatorOrder.STOP) {
			return false;
		}
		Reply reply = order.in(worker.situation(), this.daemonEnding.getAsBoolean());
		long now = this.thread.now();
		switch (reply) {
			case REFUSE, KEEP -> {
			}
			case PAUSE -> worker.want(WantedState.PAUSED);
			case RESUME -> worker.want(WantedState.LOOPING);
			case START -> this.starter.startByOrder(worker);
			case START_AFTER_END, REPLACE -> {
				worker.backoff().reset();
				worker.keepUp();
				worker.end(Reason.RESTART, now);
			}
			case END -> {
				worker.want(WantedState.STOPPED);
				worker.end(Reason.STOP, now);
			}
			case STAY_DOWN -> {
				worker.want(WantedState.STOPPED);
				this.children.withdraw(worker);
				worker.keepDown(WorkerState.STOPPED);
			}
			case CLEAR -> {
				return clear(worker);
			}
		}
		return reply != Reply.REFUSE;
	}

	private boolean clear(ManagedWorker worker) {
		boolean failed = worker.state() == WorkerState.FAILED;
		boolean done = worker.state() == WorkerState.DONE;
		boolean stopped = worker.wanted() == WantedState.STOPPED;
		worker.want(WantedState.STOPPED);
		if (failed || done) {
			worker.override(WorkerState.STOPPED);
		}
		return !failed && !stopped;
	}

	/**
	 * End a worker because the daemon is ending.
	 */
	void end(ManagedWorker worker) {
		if (worker.process() != null) {
			worker.end(Reason.STOP, this.thread.now());
		}
		else {
			this.children.withdraw(worker);
			boolean ended = worker.state() == WorkerState.FAILED || worker.state() == WorkerState.DONE;
			worker.keepDown(ended ? worker.state() : WorkerState.STOPPED);
		}
	}

}
