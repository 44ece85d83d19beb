package dev.daemonspring.child;

import java.time.Duration;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerState;

/**
 * The {@link WorkerContext} of a single running worker. Thread-safe.
 */
final class RunnerContext implements WorkerContext {

	private final Assignment assignment;

	private final WorkerSlot slot;

	private final LoopOrders orders;

	private final LoopPark park;

	private volatile long iterations;

	RunnerContext(Assignment assignment, WorkerSlot slot, LoopOrders orders, LoopPark park) {
		this.assignment = assignment;
		this.slot = slot;
		this.orders = orders;
		this.park = park;
	}

	/**
	 * Count an iteration. To be called on the loop's thread only.
	 */
	void countIteration() {
		this.iterations = this.iterations + 1;
	}

	@Override
	public String name() {
		return this.assignment.worker();
	}

	@Override
	public Duration looptime() {
		return this.assignment.rhythm().looptime();
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
		this.orders.pause();
		this.park.wake();
	}

	@Override
	public void stop() {
		this.orders.stop();
		this.park.wake();
	}

	@Override
	public void progress() {
		this.slot.progress();
	}

}
