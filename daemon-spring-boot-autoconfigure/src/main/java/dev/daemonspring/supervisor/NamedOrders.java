package dev.daemonspring.supervisor;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.protocol.CommandRequest;

/**
 * The orders of operators, by the names that they use: an order to a worker goes to each
 * of its instances. While no supervisor runs, none is followed. Thread-safe.
 */
final class NamedOrders {

	private final WorkerNames names;

	private final BooleanSupplier workersRun;

	private final Supplier<@Nullable Supervisor> supervisor;

	/**
	 * Create orders.
	 * @param names the names of workers and instances
	 * @param workersRun whether workers are run at all
	 * @param supervisor supplies the supervisor, or {@code null} while there is none
	 */
	NamedOrders(WorkerNames names, BooleanSupplier workersRun, Supplier<@Nullable Supervisor> supervisor) {
		this.names = names;
		this.workersRun = workersRun;
		this.supervisor = supervisor;
	}

	/**
	 * Check that there is a worker of that name, and that workers are run.
	 */
	void requireRun(String name) {
		this.names.specification(name);
		if (!this.workersRun.getAsBoolean()) {
			throw new WorkersNotRunException(name);
		}
	}

	/**
	 * Give an order to all instances that a name means.
	 * @return whether at least one of them follows it
	 */
	boolean give(OperatorOrder order, String name) {
		boolean followed = false;
		for (String instance : this.names.meantBy(name)) {
			Supervisor running = this.supervisor.get();
			ManagedWorker worker = (running != null) ? running.find(instance) : null;
			followed |= running != null && worker != null && running.follow(order, worker);
		}
		return followed;
	}

	/**
	 * Have each instance that a name means run an iteration.
	 * @return whether at least one of them will
	 */
	boolean run(String name) {
		requireRun(name);
		boolean queued = false;
		for (String instance : this.names.meantBy(name)) {
			Supervisor running = this.supervisor.get();
			ManagedWorker worker = (running != null) ? running.find(instance) : null;
			queued |= worker != null && worker.isRunning()
					&& worker.calls().post(CommandRequest.run(), worker::ring, worker::isRunning);
		}
		return queued;
	}

	boolean restartRolling(@Nullable String name) {
		List<String> meant = (name != null) ? this.names.meantBy(name) : this.names.all();
		meant.forEach(this::requireRun);
		Supervisor running = this.supervisor.get();
		return running != null && running.restartRolling(running.findOwn(meant));
	}

	boolean scale(String name, int instances) {
		requireRun(name);
		WorkerSpecification specification = this.names.specification(name);
		if (!specification.name().equals(name)) {
			throw InvalidScaleException.ofInstance(name, specification.name());
		}
		InvalidScaleException.check(specification, instances);
		Supervisor running = this.supervisor.get();
		WorkerGroup group = (running != null) ? running.group(name) : null;
		return running != null && group != null && running.scale(group, instances, "an operator");
	}

}
