package dev.daemonspring.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.region.ProcessPhase;

/**
 * Where tenants get their children from: a process that they share, a standby, or a
 * process that is started for them when there is room. Belongs to the supervisor's
 * thread.
 *
 * @param <T> who lives in the children
 */
public final class ChildPool<T extends Tenant> {

	private final StandbyPools standbys;

	private final EventLoop supervisor;

	private final TenantListener<T> tenants;

	private final PoolListener listener;

	private final LaunchQueue launches;

	private final ChildRegister register = new ChildRegister();

	private final List<EarlyProcess> ahead = new ArrayList<>();

	private final Deque<T> waiting = new ArrayDeque<>();

	private final Map<T, @Nullable Child> booting = new LinkedHashMap<>();

	private final Map<String, HostProcess> shared = new LinkedHashMap<>();

	private final int mostBooting = Math.max(2, Runtime.getRuntime().availableProcessors());

	private boolean ending;

	/**
	 * Create a pool, which is empty.
	 * @param launches starts processes
	 * @param standbys processes that wait to be assigned
	 * @param supervisor the supervisor's thread
	 * @param tenants is told who gets which child
	 * @param listener is told what concerns no tenant
	 */
	public ChildPool(LaunchQueue launches, StandbyPools standbys, EventLoop supervisor, TenantListener<T> tenants,
			PoolListener listener) {
		this.launches = launches;
		this.standbys = standbys;
		this.supervisor = supervisor;
		this.tenants = tenants;
		this.listener = listener;
	}

	/**
	 * Get a child for a tenant, at once or as soon as there is room.
	 */
	public void request(T tenant) {
		if (this.ending || isRequested(tenant)) {
			return;
		}
		HostProcess home = sharedBy(tenant);
		if (home != null) {
			this.tenants.assigned(tenant, new SharedChild(home, tenant.slot()));
			return;
		}
		if (isShareBooting(tenant)) {
			this.waiting.addLast(tenant);
			return;
		}
		Child ahead = takeAhead(tenant.plan());
		Child standby = (ahead != null) ? null : this.standbys.take(tenant.plan());
		if (ahead != null) {
			this.booting.put(tenant, ahead);
			give(tenant, ahead);
		}
		else if (standby != null) {
			give(tenant, standby);
		}
		else {
			this.waiting.addLast(tenant);
			launchNext();
		}
	}

	/**
	 * Take over processes that were started before there was a supervisor.
	 */
	public void adopt(Collection<EarlyProcess> processes) {
		this.ahead.addAll(processes);
		processes.forEach((process) -> begins(process.child()));
	}

	/**
	 * Have those wait as standbys that were started before and that no tenant got.
	 */
	public void settle() {
		this.ahead.forEach((process) -> this.standbys.settle(process.plan(), process.child()));
		this.ahead.clear();
	}

	private @Nullable Child takeAhead(LaunchPlan plan) {
		for (Iterator<EarlyProcess> processes = this.ahead.iterator(); processes.hasNext();) {
			EarlyProcess process = processes.next();
			if (process.plan().equals(plan)) {
				processes.remove();
				return process.child();
			}
		}
		return null;
	}

	private void begins(Child child) {
		this.register.add(child);
		child.onExit(this.supervisor, (exit) -> exited(child, exit));
	}

	/**
	 * Take a request back. A process that is just being started for it is ended when it
	 * comes.
	 */
	public void withdraw(T tenant) {
		this.waiting.remove(tenant);
		if (isLaunching(tenant)) {
			this.booting.remove(tenant);
		}
	}

	/**
	 * Return whether a process was requested that the tenant has not got yet.
	 */
	public boolean isRequested(T tenant) {
		return this.waiting.contains(tenant) || isLaunching(tenant);
	}

	private boolean isLaunching(T tenant) {
		return this.booting.containsKey(tenant) && this.booting.get(tenant) == null;
	}

	/**
	 * Return whether a process is the one that a tenant shares, now or when it begins
	 * again.
	 */
	public boolean isHomeOf(T tenant, Child process) {
		return sharedBy(tenant) == process;
	}

	private @Nullable HostProcess sharedBy(T tenant) {
		HostProcess home = this.shared.get(tenant.sharedProcess());
		return (home != null && home.isAlive()) ? home : null;
	}

	private boolean isShareBooting(T tenant) {
		String process = tenant.sharedProcess();
		return process != null
				&& this.booting.keySet().stream().anyMatch((other) -> process.equals(other.sharedProcess()));
	}

	private void launchNext() {
		Iterator<T> next = this.waiting.iterator();
		while (this.booting.size() < this.mostBooting && next.hasNext() && !this.ending) {
			T tenant = next.next();
			if (!isShareBooting(tenant)) {
				next.remove();
				this.booting.put(tenant, null);
				this.launches.add(tenant.label(), tenant.plan(), (child) -> launched(tenant, child),
						(failure) -> notLaunched(tenant, failure));
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
			this.launches.add(BootstrapMessage.STANDBY, pool.plan(), (child) -> standbyLaunched(pool, child),
					(failure) -> standbyNotLaunched(pool, failure));
		}
	}

	private void launched(T tenant, Child process) {
		begins(process);
		if (this.ending || !isLaunching(tenant)) {
			process.kill();
			return;
		}
		this.booting.put(tenant, process);
		give(tenant, process);
	}

	private void notLaunched(T tenant, Throwable failure) {
		if (isLaunching(tenant)) {
			this.booting.remove(tenant);
			this.tenants.notStarted(tenant, failure);
		}
		launchNext();
	}

	private void standbyLaunched(StandbyPool pool, Child child) {
		begins(child);
		pool.launched(child);
		if (this.ending) {
			child.kill();
		}
	}

	private void standbyNotLaunched(StandbyPool pool, Throwable failure) {
		pool.failed(this.supervisor.now());
		this.listener.trouble("A standby could not be started and is tried again later: " + failure);
	}

	/**
	 * Give a process to a tenant, and to those who share it and wait.
	 */
	private void give(T tenant, Child process) {
		String name = tenant.sharedProcess();
		if (name == null || !(process instanceof HostProcess home)) {
			this.tenants.assigned(tenant, process);
			return;
		}
		this.shared.put(name, home);
		this.tenants.assigned(tenant, new SharedChild(home, tenant.slot()));
		this.waiting.stream().filter((other) -> name.equals(other.sharedProcess())).toList().forEach((other) -> {
			this.waiting.remove(other);
			this.tenants.assigned(other, new SharedChild(home, other.slot()));
		});
	}

	/**
	 * Do what follows when a process is gone, once.
	 */
	private void exited(Child process, ProcessExit exit) {
		if (!this.register.remove(process)) {
			return;
		}
		this.booting.values().remove(process);
		this.shared.values().remove(process);
		StandbyPool pool = this.standbys.remove(process);
		if (pool != null && !this.ending) {
			this.listener.trouble("A standby (pid %d) has ended: %s".formatted(process.pid(), exit));
			pool.died(process.scratch().phase() == ProcessPhase.READY, this.supervisor.now());
		}
		try {
			this.tenants.exited(process, exit);
		}
		finally {
			this.launches.release(process);
			launchNext();
		}
	}

	/**
	 * Look how far the processes have come, start those that are wanted, and find what
	 * was lost.
	 * @param needed tells whether a process that tenants share is still needed
	 * @param now the current time in nanoseconds
	 */
	public void look(Predicate<Child> needed, long now) {
		this.launches.look();
		ChildRegister.Findings findings = this.register.look(this::isKnown, now);
		findings.gone().forEach(this::foundGone);
		findings.strays().forEach(this::endStray);
		this.booting.values().removeIf((process) -> process != null && process.hasBooted());
		retire(needed.negate());
		launchNext();
		this.standbys.tellReady(this.listener::standbyReady);
		launchStandby(now);
	}

	private void endStray(Child stray) {
		this.listener.trouble("The worker process %d belongs to no worker any more, does not end and is %s"
			.formatted(stray.pid(), stray.kill()));
	}

	private void foundGone(Child child) {
		ProcessExit exit = child.exit();
		if (exit != null) {
			this.listener.trouble(
					"The exit of the worker process %d (%s) was never told; it was found".formatted(child.pid(), exit));
			exited(child, exit);
		}
	}

	private boolean isKnown(Child child) {
		return this.booting.containsValue(child) || this.shared.containsValue(child) || this.standbys.contains(child)
				|| this.ahead.stream().anyMatch((process) -> process.child() == child) || this.tenants.hasTenant(child);
	}

	/**
	 * Return whether processes are being started for tenants.
	 */
	public boolean isBusy() {
		return !this.waiting.isEmpty() || !this.booting.isEmpty();
	}

	/**
	 * Let go of a process that tenants share: whoever comes next gets another.
	 */
	public void retire(Predicate<? super HostProcess> which) {
		Collection<HostProcess> retired = this.shared.values().stream().filter(which).toList();
		this.shared.values().removeAll(retired);
		retired.forEach(HostProcess::retire);
	}

	/**
	 * Start nothing any more, and end what has nothing to clean up or does so by itself.
	 */
	public void end() {
		this.ending = true;
		this.launches.end();
		this.waiting.clear();
		this.standbys.waiting().forEach(Child::kill);
		this.shared.values().forEach(HostProcess::retire);
	}

	/**
	 * Return whether no process is left, nor is one being started.
	 */
	public boolean isEmpty() {
		return this.register.isEmpty() && this.launches.isEmpty();
	}

	/**
	 * Is told what becomes of the requests of tenants, and of their processes.
	 *
	 * @param <T> who runs in a process
	 */
	public interface TenantListener<T> {

		/**
		 * A tenant has got the process that was requested for it.
		 */
		void assigned(T tenant, Child child);

		/**
		 * The process that was requested for a tenant could not be started.
		 */
		void notStarted(T tenant, Throwable failure);

		/**
		 * A process has ended.
		 * @param process the process, in which any number of tenants ran
		 * @param exit how it ended
		 */
		void exited(Child process, ProcessExit exit);

		/**
		 * Return whether any tenant runs in a process.
		 */
		boolean hasTenant(Child process);

	}

}
