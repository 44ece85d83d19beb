package dev.daemonspring.process;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
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

	private final LaunchQueue launches;

	private final StandbyPools standbys;

	private final EventLoop supervisor;

	private final TenantListener<T> tenants;

	private final PoolListener listener;

	private final ChildRegister register = new ChildRegister();

	private final EarlyProcesses early = new EarlyProcesses();

	private final HostProcesses shared = new HostProcesses();

	private final LaunchRequests<T> requests;

	private final HotStandbys<T> hotStandbys;

	private final Settling settling = new Settling();

	private final Replacements<T> replacements;

	/**
	 * Those that have had a process.
	 */
	private final Set<T> served = new HashSet<>();

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
		this(launches, standbys, supervisor, tenants, listener,
				Math.max(2, Runtime.getRuntime().availableProcessors()));
	}

	ChildPool(LaunchQueue launches, StandbyPools standbys, EventLoop supervisor, TenantListener<T> tenants,
			PoolListener listener, int maxBooting) {
		this.launches = launches;
		this.standbys = standbys;
		this.supervisor = supervisor;
		this.tenants = tenants;
		this.listener = listener;
		this.requests = new LaunchRequests<>(maxBooting);
		this.replacements = new Replacements<>(standbys.configuration());
		this.hotStandbys = new HotStandbys<>(launches, standbys.configuration(), supervisor, listener);
		launches.registerAt(this::register);
	}

	/**
	 * Get a child for a tenant, at once or as soon as there is room.
	 */
	public void request(T tenant) {
		if (this.ending || isRequested(tenant)) {
			return;
		}
		HostProcess host = this.shared.of(tenant);
		if (host != null) {
			this.tenants.assigned(tenant, new SharedChild(host, tenant.slot()));
			return;
		}
		if (this.requests.isSharedProcessComing(tenant)) {
			this.requests.add(tenant);
			return;
		}
		Child started = this.early.take(tenant.plan());
		if (started != null) {
			this.requests.boots(tenant, started);
			assign(tenant, started);
			return;
		}
		long now = this.supervisor.now();
		Child standby = takeStandby(tenant, now);
		if (standby != null) {
			this.settling.add(tenant.slot(), now);
			assign(tenant, standby);
			return;
		}
		this.requests.add(tenant);
		launchRequested();
	}

	/**
	 * Take a process that waits for the tenant alone, or else one that waits for any.
	 */
	private @Nullable Child takeStandby(T tenant, long now) {
		Child hot = this.hotStandbys.take(tenant);
		if (hot != null) {
			return hot;
		}
		this.replacements.discardStale();
		Child replacement = this.replacements.take(tenant);
		if (replacement != null) {
			return replacement;
		}
		if (this.served.contains(tenant)) {
			this.standbys.needed(tenant.plan(), now);
		}
		return this.standbys.take(tenant.plan());
	}

	/**
	 * Return whether a process has booted that the tenant gets at once, and no other: one
	 * that waits for this tenant alone.
	 */
	public boolean isPrepared(T tenant) {
		HotStandby hot = tenant.hotStandby();
		return this.replacements.isReady(tenant) || (hot != null && hot.pid() != null);
	}

	/**
	 * See to it that a process has booted before that of a tenant ends: a standby from
	 * now on waits for it alone, or one is started for it unless one boots.
	 */
	public void prepare(T tenant) {
		if (this.ending || this.replacements.has(tenant)) {
			return;
		}
		Child standby = this.standbys.take(tenant.plan());
		if (standby != null) {
			this.standbys.needed(tenant.plan(), this.supervisor.now());
			this.replacements.add(tenant, standby);
		}
		else if (!this.standbys.isBooting(tenant.plan())) {
			this.launches.add(BootstrapMessage.STANDBY, tenant.plan(), (child) -> replacementLaunched(tenant, child),
					(failure) -> this.replacements.giveUp(tenant));
			this.replacements.launching(tenant);
		}
	}

	private void replacementLaunched(T tenant, Child child) {
		if (!this.replacements.launched(tenant, child) || this.ending) {
			child.kill();
		}
	}

	/**
	 * Give up what was prepared for a tenant.
	 */
	public void giveUpPrepared(T tenant) {
		this.replacements.giveUp(tenant);
	}

	/**
	 * Take over processes that were started before there was a supervisor.
	 */
	public void adopt(Collection<EarlyProcess> processes) {
		this.early.addAll(processes);
		processes.forEach((process) -> register(process.child()));
	}

	/**
	 * Keep as standbys what was adopted and no tenant has requested.
	 */
	public void keepUnclaimed() {
		long now = this.supervisor.now();
		this.early.takeAll((plan, child) -> this.standbys.keep(plan, child, now));
	}

	private void register(Child child) {
		this.register.add(child);
		child.onExit(this.supervisor, (exit) -> exited(child, exit));
	}

	/**
	 * Take a request back. A process that is just being started for it is ended when it
	 * comes.
	 */
	public void withdraw(T tenant) {
		this.requests.withdraw(tenant);
	}

	/**
	 * Return whether a process was requested that the tenant has not got yet.
	 */
	public boolean isRequested(T tenant) {
		return this.requests.contains(tenant);
	}

	/**
	 * Return whether a process is the one that a tenant shares, now or when it begins
	 * again.
	 */
	public boolean isSharedBy(T tenant, Child process) {
		return this.shared.of(tenant) == process;
	}

	/**
	 * Start the processes that were requested and that there is room for. A start is
	 * noted when it can't fail any more: one that is noted and never comes would have its
	 * tenant wait for ever.
	 */
	private void launchRequested() {
		T next = this.ending ? null : this.requests.next();
		while (next != null) {
			T tenant = next;
			this.launches.add(tenant.label(), tenant.plan(), (child) -> launched(tenant, child),
					(failure) -> launchFailed(tenant, failure));
			this.requests.starts(tenant);
			next = this.requests.next();
		}
	}

	private void launched(T tenant, Child process) {
		if (this.ending || !this.requests.isStarting(tenant)) {
			process.kill();
			return;
		}
		this.requests.boots(tenant, process);
		assign(tenant, process);
	}

	private void launchFailed(T tenant, Throwable failure) {
		if (this.requests.withdraw(tenant)) {
			this.tenants.notStarted(tenant, failure);
		}
		launchRequested();
	}

	/**
	 * Start a standby, when nobody waits for a process or spins up in one.
	 */
	private void launchStandby(long now) {
		if (this.ending || !this.requests.isEmpty() || this.settling.any(now)) {
			return;
		}
		StandbyPool pool = this.standbys.wantingMore(now);
		if (pool == null) {
			this.hotStandbys.launch(now);
		}
		else {
			this.launches.add(BootstrapMessage.STANDBY, pool.plan(), (child) -> standbyLaunched(pool, child),
					(failure) -> standbyFailed(pool, failure));
			pool.launching();
		}
	}

	private void standbyLaunched(StandbyPool pool, Child child) {
		pool.launched(child);
		if (this.ending) {
			child.kill();
		}
	}

	private void standbyFailed(StandbyPool pool, Throwable failure) {
		pool.failed(this.supervisor.now());
		this.listener.trouble("A standby could not be started; another attempt follows: " + failure);
	}

	/**
	 * Assign a process to a tenant, and to those that share it and wait.
	 */
	private void assign(T tenant, Child process) {
		this.served.add(tenant);
		this.hotStandbys.add(tenant);
		String name = tenant.sharedProcess();
		if (name == null || !(process instanceof HostProcess host)) {
			this.tenants.assigned(tenant, process);
			return;
		}
		this.shared.put(name, host);
		this.tenants.assigned(tenant, new SharedChild(host, tenant.slot()));
		this.requests.takeSharing(name)
			.forEach((other) -> this.tenants.assigned(other, new SharedChild(host, other.slot())));
	}

	/**
	 * Do what follows when a process is gone, once.
	 */
	private void exited(Child process, ProcessExit exit) {
		if (!this.register.remove(process)) {
			return;
		}
		this.requests.remove(process);
		this.shared.remove(process);
		this.hotStandbys.exited(process, exit);
		this.replacements.remove(process);
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
			launchRequested();
		}
	}

	/**
	 * Check how far the processes have come, start those that are wanted, and find what
	 * was lost.
	 * @param needed tells whether a process that tenants share is still needed
	 * @param now the current time in nanoseconds
	 */
	public void check(Predicate<Child> needed, long now) {
		this.launches.deliver();
		ChildRegister.Findings findings = this.register.check(this::isKnown, now);
		findings.gone().forEach(this::exitMissed);
		findings.strays().forEach(this::killStray);
		this.requests.removeBooted();
		retire(needed.negate());
		launchRequested();
		this.standbys.killOverdue(now, this.listener);
		this.standbys.killSurplus(now);
		this.standbys.reportReady(this.listener::standbyReady);
		this.hotStandbys.check(now);
		this.replacements.discardStale();
		launchStandby(now);
	}

	private void killStray(Child stray) {
		this.listener.trouble("Worker process %d no longer belongs to any worker and does not end; it was %s"
			.formatted(stray.pid(), stray.kill()));
	}

	private void exitMissed(Child child) {
		ProcessExit exit = child.exit();
		if (exit != null) {
			this.listener
				.trouble("Worker process %d has ended (%s), which was not reported".formatted(child.pid(), exit));
			exited(child, exit);
		}
	}

	private boolean isKnown(Child child) {
		return this.requests.isBooting(child) || this.shared.contains(child) || this.standbys.contains(child)
				|| this.early.contains(child) || this.hotStandbys.contains(child) || this.replacements.contains(child)
				|| this.tenants.hasTenant(child);
	}

	/**
	 * Return whether processes are being started for tenants.
	 */
	public boolean isBusy() {
		return !this.requests.isEmpty();
	}

	/**
	 * Let go of processes that tenants share: whoever comes next gets another.
	 */
	public void retire(Predicate<? super HostProcess> which) {
		this.shared.retire(which);
	}

	/**
	 * Start nothing any more, and end what has nothing to clean up or does so by itself.
	 */
	public void end() {
		this.ending = true;
		this.launches.end();
		this.requests.clearWaiting();
		this.standbys.waiting().forEach(Child::kill);
		this.hotStandbys.end();
		this.replacements.all().forEach(Child::kill);
		this.shared.all().forEach(HostProcess::retire);
	}

	/**
	 * Return whether no process is left, nor is one being started.
	 */
	public boolean isEmpty() {
		return this.register.isEmpty() && this.launches.isEmpty();
	}

}
