package dev.daemonspring.supervisor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.Birth;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.supervisor.Launchpad.Ahead;

/**
 * Where workers get their children from: a process that they share, a standby, or a
 * process that is started for them when there is room. Belongs to the supervisor's
 * thread; processes are started on another, because the operating system may take its
 * time.
 */
final class ChildPool {

	private final ChildLauncher launcher;

	private final ScratchSlots scratchSlots;

	private final StandbyPools standbys;

	private final WorkerDiary diary;

	private final Executor supervisor;

	private final Tenants tenants;

	private final ScheduledThreadPoolExecutor launching = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread launcherThread = new Thread(task, "daemon-launcher");
		launcherThread.setDaemon(true);
		return launcherThread;
	});

	private final List<Ahead> ahead = new ArrayList<>();

	private final Deque<ManagedWorker> waiting = new ArrayDeque<>();

	private final Map<ManagedWorker, @Nullable Child> booting = new LinkedHashMap<>();

	private final Map<String, ChildProcess> shared = new LinkedHashMap<>();

	private final int mostBooting = Math.max(2, Runtime.getRuntime().availableProcessors());

	private final Set<Child> living = new HashSet<>();

	private boolean ending;

	/**
	 * Create a pool, which is empty.
	 * @param launchpad who starts processes, and a slot for each
	 * @param standbys processes that wait to be assigned
	 * @param diary tells the world what happens
	 * @param supervisor the supervisor's thread
	 * @param tenants who gets the children
	 */
	ChildPool(Launchpad launchpad, StandbyPools standbys, WorkerDiary diary, Executor supervisor, Tenants tenants) {
		this.launcher = launchpad.launcher();
		this.launcher.begin();
		this.scratchSlots = launchpad.scratchSlots();
		this.standbys = standbys;
		this.diary = diary;
		this.supervisor = supervisor;
		this.tenants = tenants;
	}

	/**
	 * Get a child for a worker, at once or as soon as there is room.
	 */
	void request(ManagedWorker worker) {
		ChildProcess home = sharedBy(worker);
		if (home != null) {
			this.tenants.moveIn(worker, new SharedChild(home, worker.slot()));
			return;
		}
		if (isShareBooting(worker)) {
			this.waiting.addLast(worker);
			return;
		}
		LaunchPlan plan = worker.specification().plan();
		Child ahead = takeAhead(plan);
		Child standby = (ahead != null) ? null : this.standbys.take(plan);
		if (ahead != null) {
			this.booting.put(worker, ahead);
			give(worker, ahead);
		}
		else if (standby != null) {
			give(worker, standby);
		}
		else {
			this.waiting.addLast(worker);
			launchNext();
		}
	}

	/**
	 * Take over processes that were started before there was a supervisor.
	 */
	void adopt(Collection<Ahead> processes) {
		this.ahead.addAll(processes);
		processes.forEach((process) -> begins(process.child()));
	}

	/**
	 * Have those wait as standbys that were started before and that no worker got.
	 */
	void settle() {
		this.ahead.forEach((process) -> this.standbys.settle(process.plan(), process.child()));
		this.ahead.clear();
	}

	private @Nullable Child takeAhead(LaunchPlan plan) {
		for (Iterator<Ahead> processes = this.ahead.iterator(); processes.hasNext();) {
			Ahead process = processes.next();
			if (process.plan().equals(plan)) {
				processes.remove();
				return process.child();
			}
		}
		return null;
	}

	private void begins(Child child) {
		this.living.add(child);
		child.onExit(this.supervisor, (exit) -> exited(child, exit));
	}

	/**
	 * Take a request back, unless a process boots for it.
	 */
	void withdraw(ManagedWorker worker) {
		this.waiting.remove(worker);
	}

	boolean isRequested(ManagedWorker worker) {
		return this.waiting.contains(worker) || isBooting(worker);
	}

	/**
	 * Return whether a process is being started, or boots, for the worker.
	 */
	boolean isBooting(ManagedWorker worker) {
		return this.booting.containsKey(worker);
	}

	/**
	 * Return whether a process is the one that a worker shares, now or when it begins
	 * again.
	 */
	boolean isHomeOf(ManagedWorker worker, Child process) {
		return sharedBy(worker) == process;
	}

	private @Nullable ChildProcess sharedBy(ManagedWorker worker) {
		ChildProcess home = this.shared.get(worker.specification().process());
		return (home != null && home.isAlive()) ? home : null;
	}

	private boolean isShareBooting(ManagedWorker worker) {
		String process = worker.specification().process();
		return process != null
				&& this.booting.keySet().stream().anyMatch((other) -> process.equals(other.specification().process()));
	}

	private void launchNext() {
		Iterator<ManagedWorker> next = this.waiting.iterator();
		while (this.booting.size() < this.mostBooting && next.hasNext() && !this.ending) {
			ManagedWorker worker = next.next();
			if (!isShareBooting(worker)) {
				next.remove();
				this.booting.put(worker, null);
				this.launching.execute(() -> launch(worker.label(), worker.specification().plan(),
						(child) -> launched(worker, child), (failure) -> notLaunched(worker, failure)));
			}
		}
	}

	/**
	 * Start a standby, when nobody waits for a process of its own.
	 */
	private void launchStandby(long now) {
		StandbyPool pool = (!this.ending && this.waiting.isEmpty() && this.booting.isEmpty())
				? this.standbys.wantingMore(now) : null;
		if (pool != null) {
			pool.launching();
			this.launching.execute(() -> launch(Birth.STANDBY, pool.plan(), (child) -> standbyLaunched(pool, child),
					(failure) -> pool.failed(System.nanoTime())));
		}
	}

	/**
	 * Runs on the launching thread.
	 */
	private void launch(String label, LaunchPlan plan, Consumer<Child> onSuccess, Consumer<Exception> onFailure) {
		DaemonSlot scratch = this.scratchSlots.take();
		try {
			Child child = this.launcher.launch(label, plan, scratch);
			this.supervisor.execute(() -> {
				begins(child);
				onSuccess.accept(child);
			});
		}
		catch (IOException | RuntimeException ex) {
			this.scratchSlots.giveBack(scratch);
			this.supervisor.execute(() -> onFailure.accept(ex));
		}
	}

	private void launched(ManagedWorker worker, Child process) {
		this.booting.put(worker, process);
		give(worker, process);
	}

	private void notLaunched(ManagedWorker worker, Exception failure) {
		this.booting.remove(worker);
		this.tenants.notMovedIn(worker, failure);
		launchNext();
	}

	private void standbyLaunched(StandbyPool pool, Child child) {
		pool.launched(child);
		if (this.ending) {
			child.kill();
		}
	}

	/**
	 * Give a process to a worker, and to those who share it and wait.
	 */
	private void give(ManagedWorker worker, Child process) {
		String name = worker.specification().process();
		if (name == null || !(process instanceof ChildProcess home)) {
			this.tenants.moveIn(worker, process);
			return;
		}
		this.shared.put(name, home);
		this.tenants.moveIn(worker, new SharedChild(home, worker.slot()));
		this.waiting.stream()
			.filter((other) -> name.equals(other.specification().process()))
			.toList()
			.forEach((other) -> {
				this.waiting.remove(other);
				this.tenants.moveIn(other, new SharedChild(home, other.slot()));
			});
		if (this.ending) {
			home.retire();
		}
	}

	private void exited(Child process, ProcessExit exit) {
		this.living.remove(process);
		this.booting.values().remove(process);
		this.shared.values().remove(process);
		StandbyPool pool = this.standbys.remove(process);
		if (pool != null && !this.ending) {
			this.diary.standbyExited(process, exit);
			if (process.scratch().phase() != ProcessPhase.READY) {
				pool.failed(System.nanoTime());
			}
		}
		this.tenants.moveOut(process, exit);
		this.scratchSlots.giveBack(process.scratch());
		launchNext();
	}

	/**
	 * Look how far the processes have come, and start those that are wanted.
	 * @param needed tells whether a process that workers share is still needed
	 * @param now the current time in nanoseconds
	 */
	void look(Predicate<Child> needed, long now) {
		this.booting.values().removeIf((process) -> process != null && process.hasBooted());
		retire(needed.negate());
		launchNext();
		this.standbys.tellReady(this.diary::standbyReady);
		launchStandby(now);
	}

	/**
	 * Return whether processes are being started for workers.
	 */
	boolean isBusy() {
		return !this.waiting.isEmpty() || !this.booting.isEmpty();
	}

	/**
	 * Let go of a process that workers share: whoever comes next gets another.
	 */
	void retire(Predicate<? super ChildProcess> which) {
		Collection<ChildProcess> retired = this.shared.values().stream().filter(which).toList();
		this.shared.values().removeAll(retired);
		retired.forEach(ChildProcess::retire);
	}

	/**
	 * Start nothing any more, and end what has nothing to clean up or does so by itself.
	 */
	void end() {
		this.ending = true;
		this.launcher.end();
		this.waiting.clear();
		this.standbys.waiting().forEach(Child::kill);
		this.shared.values().forEach(ChildProcess::retire);
	}

	/**
	 * Return whether no process is left, nor is one being started.
	 */
	boolean isEmpty() {
		return this.living.isEmpty() && !this.booting.containsValue(null) && !this.standbys.isLaunching();
	}

	void close() {
		this.launching.shutdown();
	}

	/**
	 * Those who live in the processes.
	 */
	interface Tenants {

		void moveIn(ManagedWorker worker, Child child);

		void notMovedIn(ManagedWorker worker, Exception failure);

		/**
		 * A process has ended.
		 * @param process the process, in which any number of workers lived
		 * @param exit how it ended
		 */
		void moveOut(Child process, ProcessExit exit);

	}

}
