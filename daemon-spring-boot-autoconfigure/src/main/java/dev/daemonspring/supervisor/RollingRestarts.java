package dev.daemonspring.supervisor;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.EventLoop;

/**
 * Carries out the rolling restarts that operators order, one at a time. A replacement
 * that is under way because of a limit comes to its end first. Confined to the
 * supervisor's thread.
 */
final class RollingRestarts {

	private final ChildPool<ManagedWorker> children;

	private final OrderHandler orders;

	private final PlannedReplacements planned;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private final BooleanSupplier daemonEnding;

	private @Nullable RollingRun run;

	/**
	 * Create rolling restarts, of which none is under way.
	 * @param children boots replacements
	 * @param orders restarts an instance
	 * @param planned what is replaced because of limits
	 * @param publisher tells of it
	 * @param thread the supervisor's thread
	 * @param daemonEnding whether the daemon is shutting down
	 */
	RollingRestarts(ChildPool<ManagedWorker> children, OrderHandler orders, PlannedReplacements planned,
			WorkerEventPublisher publisher, EventLoop thread, BooleanSupplier daemonEnding) {
		this.children = children;
		this.orders = orders;
		this.planned = planned;
		this.publisher = publisher;
		this.thread = thread;
		this.daemonEnding = daemonEnding;
	}

	/**
	 * Begin to restart some instances, one after the other.
	 * @return {@code false} if a rolling restart is under way already, or the daemon is
	 * shutting down
	 */
	boolean begin(List<ManagedWorker> toRestart) {
		assert this.thread.inEventLoop();
		if (this.daemonEnding.getAsBoolean() || this.run != null) {
			return false;
		}
		this.run = new RollingRun(toRestart, this.children,
				(worker) -> this.orders.follow(OperatorOrder.RESTART, worker));
		this.publisher.rollingRestartBegins(toRestart);
		this.planned.makeRoom(toRestart);
		return true;
	}

	/**
	 * Go on with what is under way.
	 * @return whether anything is
	 */
	boolean look(long now) {
		RollingRun running = this.run;
		if (this.daemonEnding.getAsBoolean()) {
			this.planned.end();
			if (running != null) {
				end(running);
			}
			return false;
		}
		boolean replacing = this.planned.look((running != null) ? running.instances() : List.of(), now);
		if (running == null) {
			return replacing;
		}
		if (!this.planned.isUnderWay(running.instances()) && !running.look(now)) {
			end(running);
		}
		return true;
	}

	private void end(RollingRun ended) {
		ended.giveUp();
		this.run = null;
		String failure = ended.failure();
		if (failure != null) {
			this.publisher.rollingRestartFailed(ended.instances(), ended.restarted(), ended.current(), failure);
		}
		else {
			this.publisher.rollingRestartEnded(ended.instances(), ended.restarted());
		}
	}

}
