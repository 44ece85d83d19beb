package dev.daemonspring.child;

import java.time.Duration;
import java.util.OptionalLong;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.InstanceName;
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

	private final InstanceName name;

	private final InstanceTotal total;

	private volatile long iterations;

	RunnerContext(Assignment assignment, WorkerSlot slot, LoopOrders orders, LoopPark park) {
		this.assignment = assignment;
		this.slot = slot;
		this.orders = orders;
		this.park = park;
		this.name = InstanceName.of(assignment.worker());
		this.total = new InstanceTotal(slot);
	}

	/**
	 * Return the name of the worker and, if it can have more than one instance, the
	 * index.
	 */
	String instance() {
		return this.assignment.worker();
	}

	/**
	 * Look, between two iterations, how many instances there are.
	 * @return whether no iteration may begin
	 */
	boolean isHeld() {
		return this.total.isHeld();
	}

	/**
	 * Count an iteration. To be called on the loop's thread only.
	 */
	void countIteration() {
		this.iterations = this.iterations + 1;
	}

	@Override
	public String name() {
		return this.name.worker();
	}

	@Override
	public int index() {
		Integer index = this.name.index();
		return (index != null) ? index : 0;
	}

	@Override
	public int total() {
		return this.total.get();
	}

	@Override
	public OptionalLong fencingToken() {
		return this.assignment.lease().token();
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
