package dev.daemonspring.supervisor;

import java.util.List;
import java.util.function.BooleanSupplier;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.region.WantedState;

/**
 * Makes the instances of a worker more or fewer. The lowest free index comes first, the
 * highest leaves first, so that the indices have no gap. Confined to the supervisor's
 * thread.
 */
final class InstanceScaling {

	private final OrderHandler orders;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private final BooleanSupplier daemonEnding;

	/**
	 * Create a scaling.
	 * @param orders starts and stops instances
	 * @param publisher tells of it
	 * @param thread the supervisor's thread
	 * @param daemonEnding whether the daemon is shutting down
	 */
	InstanceScaling(OrderHandler orders, WorkerEventPublisher publisher, EventLoop thread,
			BooleanSupplier daemonEnding) {
		this.orders = orders;
		this.publisher = publisher;
		this.thread = thread;
		this.daemonEnding = daemonEnding;
	}

	/**
	 * Have so many instances of a worker.
	 * @param group the instances
	 * @param number how many there are to be, within the limits of the worker
	 * @param by who wants it, in words
	 * @return whether that changes anything
	 */
	boolean scale(WorkerGroup group, int number, String by) {
		assert this.thread.inEventLoop();
		int before = group.wanted();
		if (this.daemonEnding.getAsBoolean() || number == before) {
			return false;
		}
		WantedState common = common(group.all().subList(0, before));
		group.want(number);
		this.publisher.scaled(group, before, by);
		for (int index = before; index < number; index++) {
			begin(group.all().get(index), common);
		}
		for (int index = before - 1; index >= number; index--) {
			this.orders.follow(OperatorOrder.STOP, group.all().get(index));
		}
		return true;
	}

	/**
	 * Return what is wanted of the instances: that they loop, if they differ.
	 */
	private static WantedState common(List<ManagedWorker> instances) {
		WantedState common = instances.get(0).wanted();
		return instances.stream().allMatch((instance) -> instance.wanted() == common) ? common : WantedState.LOOPING;
	}

	private void begin(ManagedWorker instance, WantedState common) {
		if (common == WantedState.STOPPED) {
			return;
		}
		this.orders.follow(OperatorOrder.START, instance);
		if (common == WantedState.PAUSED) {
			this.orders.follow(OperatorOrder.PAUSE, instance);
		}
	}

}
