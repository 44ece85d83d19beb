package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.RollingRestart;
import dev.daemonspring.policy.RollingRestart.Facts;
import dev.daemonspring.policy.RollingRestart.Step;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.EventLoop;

/**
 * Carries out rolling restarts, one at a time. Confined to the supervisor's thread.
 */
final class RollingRestarts {

	private final ChildPool<ManagedWorker> children;

	private final OrderHandler orders;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private final BooleanSupplier daemonEnding;

	private List<ManagedWorker> instances = List.of();

	private @Nullable RollingRestart restart;

	/**
	 * Create rolling restarts, of which none is under way.
	 * @param children boots replacements
	 * @param orders restarts an instance
	 * @param publisher tells of it
	 * @param thread the supervisor's thread
	 * @param daemonEnding whether the daemon is shutting down
	 */
	RollingRestarts(ChildPool<ManagedWorker> children, OrderHandler orders, WorkerEventPublisher publisher,
			EventLoop thread, BooleanSupplier daemonEnding) {
		this.children = children;
		this.orders = orders;
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
		if (this.daemonEnding.getAsBoolean() || this.restart != null) {
			return false;
		}
		this.instances = List.copyOf(toRestart);
		this.restart = new RollingRestart(toRestart.size());
		this.publisher.rollingRestartBegins(this.instances);
		return true;
	}

	/**
	 * Go on with the restart that is under way.
	 * @return whether one is
	 */
	boolean look(long now) {
		RollingRestart running = this.restart;
		if (running == null) {
			return false;
		}
		if (!this.daemonEnding.getAsBoolean() && !running.isOver()) {
			ManagedWorker worker = this.instances.get(running.current());
			follow(running.look(facts(worker), patience(worker), now), worker);
		}
		if (this.daemonEnding.getAsBoolean() || running.isOver()) {
			end(running);
		}
		return true;
	}

	private Facts facts(ManagedWorker worker) {
		boolean down = worker.process() == null && !worker.isToRun();
		return new Facts(worker.state(), down, worker.termination().isUnderWay(), isPrepared(worker),
				worker.attached().incarnation(), worker.history().restarts());
	}

	/**
	 * A thread of the daemon needs no preparation.
	 */
	private boolean isPrepared(ManagedWorker worker) {
		Child process = worker.process();
		return process != null && (!process.isProcess() || this.children.isPrepared(worker));
	}

	/**
	 * A process that ends may use its whole grace, twice, before the next one begins.
	 */
	private static Duration patience(ManagedWorker worker) {
		WorkerSpecification specification = worker.specification();
		return specification.startTimeout().plus(specification.shutdownGrace().multipliedBy(2));
	}

	private void follow(Step step, ManagedWorker worker) {
		switch (step) {
			case NONE -> {
			}
			case PREPARE -> this.children.prepare(worker);
			case REPLACE -> this.orders.follow(OperatorOrder.RESTART, worker);
		}
	}

	private void end(RollingRestart ended) {
		this.instances.forEach(this.children::giveUpPrepared);
		String failure = ended.failure();
		if (failure != null) {
			this.publisher.rollingRestartFailed(this.instances, ended.restarted(), this.instances.get(ended.current()),
					failure);
		}
		else {
			this.publisher.rollingRestartEnded(this.instances, ended.restarted());
		}
		this.restart = null;
		this.instances = List.of();
	}

}
