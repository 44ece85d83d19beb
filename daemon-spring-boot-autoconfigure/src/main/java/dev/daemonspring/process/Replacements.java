package dev.daemonspring.process;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.ProcessPhase;

/**
 * Processes that boot for tenants that still have another. Each waits for its tenant
 * alone; one that has read a configuration that has changed since is given up. Belongs to
 * the supervisor's thread.
 *
 * @param <T> the type of the tenants
 */
final class Replacements<T extends Tenant> {

	private final Map<T, Child> booting = new LinkedHashMap<>();

	private final Set<T> launching = new HashSet<>();

	private final ConfigurationWatch configuration;

	private long current;

	Replacements(ConfigurationWatch configuration) {
		this.configuration = configuration;
		this.current = configuration.version();
	}

	/**
	 * Give up all that were started before the configuration changed.
	 */
	void discardStale() {
		long now = this.configuration.version();
		if (now != this.current) {
			this.current = now;
			this.launching.clear();
			this.booting.values().forEach(Child::kill);
			this.booting.clear();
		}
	}

	/**
	 * Return whether a process boots, or has booted, for a tenant, or is just being
	 * started.
	 */
	boolean has(T tenant) {
		return this.launching.contains(tenant) || this.booting.containsKey(tenant);
	}

	/**
	 * Return whether a process has booted for a tenant.
	 */
	boolean isReady(T tenant) {
		Child child = this.booting.get(tenant);
		return child != null && isReady(child);
	}

	private static boolean isReady(Child child) {
		return child.scratch().phase() == ProcessPhase.READY && child.isResponsive();
	}

	void launching(T tenant) {
		this.launching.add(tenant);
	}

	/**
	 * A process was started for a tenant.
	 * @return whether it is still needed
	 */
	boolean launched(T tenant, Child child) {
		boolean needed = this.launching.remove(tenant);
		if (needed) {
			this.booting.put(tenant, child);
		}
		return needed;
	}

	/**
	 * A process that has booted waits for a tenant from now on.
	 */
	void add(T tenant, Child child) {
		this.booting.put(tenant, child);
	}

	/**
	 * Take the process that has booted for a tenant, or {@code null} if none has. One
	 * that has not is of no use any more.
	 */
	@Nullable Child take(T tenant) {
		this.launching.remove(tenant);
		Child child = this.booting.remove(tenant);
		if (child != null && !isReady(child)) {
			child.kill();
			return null;
		}
		return child;
	}

	/**
	 * Give up what was started for a tenant.
	 */
	void giveUp(T tenant) {
		this.launching.remove(tenant);
		Child child = this.booting.remove(tenant);
		if (child != null) {
			child.kill();
		}
	}

	/**
	 * A process is gone.
	 */
	void remove(Child child) {
		this.booting.values().remove(child);
	}

	boolean contains(Child child) {
		return this.booting.containsValue(child);
	}

	Collection<Child> all() {
		return List.copyOf(this.booting.values());
	}

}
