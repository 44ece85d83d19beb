package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.RollingRestart;
import dev.daemonspring.policy.RollingRestart.Facts;
import dev.daemonspring.policy.RollingRestart.Step;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.worker.WorkerState;

/**
 * A {@link RollingRestart} that is under way: what it decides is done to the processes of
 * its instances. Confined to the supervisor's thread.
 */
final class RollingRun {

	private final List<ManagedWorker> instances;

	private final ChildPool<ManagedWorker> children;

	private final Consumer<ManagedWorker> replace;

	private final RollingRestart restart;

	/**
	 * Create a run, which has not begun.
	 * @param instances the instances, in the order of their turns
	 * @param children boots replacements
	 * @param replace has the process of an instance make room for the one that has booted
	 */
	RollingRun(List<ManagedWorker> instances, ChildPool<ManagedWorker> children, Consumer<ManagedWorker> replace) {
		this.instances = List.copyOf(instances);
		this.children = children;
		this.replace = replace;
		this.restart = new RollingRestart(
				this.instances.stream().map((worker) -> worker.attached().incarnation()).toList());
	}

	/**
	 * Go on.
	 * @return whether something is left to do
	 */
	boolean look(long now) {
		if (!this.restart.isOver()) {
			ManagedWorker worker = current();
			follow(this.restart.look(facts(worker), patience(worker), now), worker);
		}
		if (this.restart.isOver()) {
			giveUp();
			return false;
		}
		return true;
	}

	private Facts facts(ManagedWorker worker) {
		boolean toRun = worker.isToRun() && worker.lease().mayRun();
		return new Facts(worker.state(), worker.process() == null && !toRun, worker.termination().isUnderWay(),
				isPrepared(worker), isFinishing(worker), worker.attached().incarnation(), worker.history().restarts());
	}

	/**
	 * A thread of the daemon needs no preparation.
	 */
	private boolean isPrepared(ManagedWorker worker) {
		Child process = worker.process();
		return process != null && (!process.isProcess() || this.children.isPrepared(worker));
	}

	/**
	 * Return whether a process that was told to make room is in the iteration that it may
	 * finish.
	 */
	private static boolean isFinishing(ManagedWorker worker) {
		WorkerState state = worker.state();
		return worker.replacement().mayFinish() && worker.process() != null && !worker.termination().isUnderWay()
				&& (state == WorkerState.LOOPING || state == WorkerState.PAUSED);
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
			case REPLACE -> this.replace.accept(worker);
		}
	}

	/**
	 * Give up what was prepared.
	 */
	void giveUp() {
		this.instances.forEach(this.children::giveUpPrepared);
	}

	/**
	 * Return the instances, in the order of their turns.
	 */
	List<ManagedWorker> instances() {
		return this.instances;
	}

	/**
	 * Return the instance that has its turn, or at which the run was stopped.
	 */
	ManagedWorker current() {
		return this.instances.get(this.restart.current());
	}

	/**
	 * Return whether the instance that has its turn was told to make room.
	 */
	boolean isReplacing() {
		return this.restart.isReplacing();
	}

	/**
	 * Return whether the run waits for the end of an iteration, however long that takes.
	 */
	boolean isFinishing() {
		return isReplacing() && isFinishing(current());
	}

	/**
	 * Return how many instances were restarted and have come up.
	 */
	int restarted() {
		return this.restart.restarted();
	}

	/**
	 * Return why the run was stopped, or {@code null} if it was not.
	 */
	@Nullable String failure() {
		return this.restart.failure();
	}

}
