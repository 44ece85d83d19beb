package dev.daemonspring.supervisor;

import java.util.ArrayList;
import java.util.List;

import dev.daemonspring.policy.TotalAgreement;
import dev.daemonspring.process.EventLoop;

/**
 * All instances of one worker: those that are wanted, those that are leaving, and those
 * that there could be. Changed on the supervisor's thread only; any may ask how many
 * there are.
 */
final class WorkerGroup {

	private final WorkerSpecification specification;

	private final EventLoop thread;

	private final List<ManagedWorker> instances = new ArrayList<>();

	private final TotalAgreement agreement;

	private volatile int wanted;

	private volatile int total;

	private volatile List<String> awaited = List.of();

	WorkerGroup(WorkerSpecification specification, EventLoop thread) {
		this.specification = specification;
		this.thread = thread;
		this.wanted = specification.instances().configured();
		this.total = this.wanted;
		this.agreement = new TotalAgreement(this.wanted);
	}

	/**
	 * Add the instance that has the next index.
	 */
	void add(ManagedWorker instance) {
		this.instances.add(instance);
	}

	WorkerSpecification specification() {
		return this.specification;
	}

	/**
	 * Return the agreement on the total. Belongs to the supervisor's thread.
	 */
	TotalAgreement agreement() {
		assert this.thread.inEventLoop();
		return this.agreement;
	}

	/**
	 * Return all instances that there could be, in the order of their indices.
	 */
	List<ManagedWorker> all() {
		return this.instances;
	}

	/**
	 * Return the instances that there are: those that are wanted, and those that have not
	 * ended yet.
	 */
	List<ManagedWorker> present() {
		List<ManagedWorker> present = new ArrayList<>();
		for (ManagedWorker instance : this.instances) {
			if (isPresent(instance)) {
				present.add(instance);
			}
		}
		return present;
	}

	boolean isPresent(ManagedWorker instance) {
		return instance.index() < this.wanted || instance.process() != null || instance.isRunning();
	}

	/**
	 * Return how many instances are wanted.
	 */
	int wanted() {
		return this.wanted;
	}

	void want(int instances) {
		assert this.thread.inEventLoop();
		this.wanted = instances;
	}

	/**
	 * Return with which total the iterations work that run now.
	 */
	int total() {
		return this.total;
	}

	/**
	 * Return the names of the instances for whose iterations a change of the total waits.
	 */
	List<String> awaited() {
		return this.awaited;
	}

	/**
	 * Let others know how far the agreement has come.
	 */
	void publish() {
		this.total = this.agreement.total();
		List<String> names = new ArrayList<>();
		this.agreement.awaited().forEach((index) -> names.add(this.instances.get(index).name()));
		this.awaited = List.copyOf(names);
	}

}
