package dev.daemonspring.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.BootstrapMessage;

/**
 * The standbys that wait for one tenant each. One is started when its tenant has spun up,
 * and ends, in a controlled way, when the tenant is not to run any more, when it has read
 * a configuration that has changed since, or with the daemon. Belongs to the supervisor's
 * thread.
 *
 * @param <T> the type of the tenants
 */
final class HotStandbys<T extends Tenant> {

	private final LaunchQueue launches;

	private final ConfigurationWatch configuration;

	private final EventLoop supervisor;

	private final PoolListener listener;

	/**
	 * Those that have a standby, or may get one.
	 */
	private final Set<T> tenants = new LinkedHashSet<>();

	/**
	 * Those that end in a controlled way, and until when.
	 */
	private final Map<Child, Long> retired = new LinkedHashMap<>();

	private long current;

	private boolean ending;

	/**
	 * Create standbys, of which there are none yet.
	 * @param launches starts processes
	 * @param configuration knows when what they have read is not true any more
	 * @param supervisor the supervisor's thread
	 * @param listener is told what happens
	 */
	HotStandbys(LaunchQueue launches, ConfigurationWatch configuration, EventLoop supervisor, PoolListener listener) {
		this.launches = launches;
		this.configuration = configuration;
		this.supervisor = supervisor;
		this.listener = listener;
		this.current = configuration.version();
	}

	/**
	 * Have a standby for a tenant, if it is to have one.
	 */
	void add(T tenant) {
		if (tenant.hotStandby() != null) {
			this.tenants.add(tenant);
		}
	}

	/**
	 * Take the process that waits for a tenant.
	 * @return the process, or {@code null} when none is ready
	 */
	@Nullable Child take(T tenant) {
		HotStandby standby = tenant.hotStandby();
		if (standby == null) {
			return null;
		}
		discardStale();
		return standby.take();
	}

	/**
	 * Start a process that is missing, one at a time.
	 */
	void launch(long now) {
		for (T tenant : this.tenants) {
			HotStandby standby = tenant.hotStandby();
			if (standby != null && tenant.isToRun() && tenant.hasSpunUp() && standby.wantsMore(now)) {
				this.launches.add(BootstrapMessage.STANDBY, standby.plan(), (child) -> launched(tenant, standby, child),
						(failure) -> notLaunched(standby, failure));
				standby.launching();
				return;
			}
		}
	}

	private void launched(T tenant, HotStandby standby, Child child) {
		if (child instanceof HostProcess process && tenant.isToRun() && !this.ending) {
			standby.launched(process, this.supervisor.now());
		}
		else {
			standby.notLaunched(this.supervisor.now());
			child.kill();
		}
	}

	private void notLaunched(HotStandby standby, Throwable failure) {
		standby.notLaunched(this.supervisor.now());
		this.listener.trouble("The hot standby of worker '%s' could not be started; another attempt follows: %s"
			.formatted(standby.tenant(), failure));
	}

	/**
	 * Look how far the processes have come, and end those that are of no use.
	 */
	void check(long now) {
		discardStale();
		for (T tenant : List.copyOf(this.tenants)) {
			HotStandby standby = tenant.hotStandby();
			if (standby != null) {
				check(tenant, standby, now);
			}
		}
		for (Map.Entry<Child, Long> ending : this.retired.entrySet()) {
			if (now - ending.getValue() > 0) {
				ending.getKey().kill();
			}
		}
	}

	private void check(T tenant, HotStandby standby, long now) {
		if (!tenant.isToRun()) {
			retire(standby);
			this.tenants.remove(tenant);
			return;
		}
		standby.killOverdue(now);
		Child ready = standby.becameReady();
		if (ready != null) {
			this.listener.hotStandbyReady(tenant.name(), ready);
		}
	}

	private void discardStale() {
		long now = this.configuration.version();
		if (now == this.current) {
			return;
		}
		this.current = now;
		for (T tenant : this.tenants) {
			HotStandby standby = tenant.hotStandby();
			if (standby != null) {
				standby.discard();
				retire(standby);
			}
		}
	}

	/**
	 * End a process as its beans would have it.
	 */
	private void retire(HotStandby standby) {
		HostProcess process = standby.release();
		if (process != null) {
			process.retire();
			this.retired.put(process, this.supervisor.now() + standby.grace().multipliedBy(2).toNanos());
		}
	}

	/**
	 * Note that a process is gone.
	 */
	void exited(Child child, ProcessExit exit) {
		if (this.retired.remove(child) != null || !(child instanceof HostProcess process)) {
			return;
		}
		HotStandby standby = of(child);
		String trouble = (standby != null) ? standby.exited(process, exit, this.supervisor.now()) : null;
		if (trouble != null && !this.ending) {
			this.listener.trouble(trouble);
		}
	}

	boolean contains(Child child) {
		return this.retired.containsKey(child) || of(child) != null;
	}

	private @Nullable HotStandby of(Child child) {
		for (T tenant : this.tenants) {
			HotStandby standby = tenant.hotStandby();
			if (standby != null && standby.is(child)) {
				return standby;
			}
		}
		return null;
	}

	/**
	 * End all, and start none any more.
	 */
	void end() {
		this.ending = true;
		for (T tenant : new ArrayList<>(this.tenants)) {
			HotStandby standby = tenant.hotStandby();
			if (standby != null) {
				retire(standby);
			}
		}
	}

}
