package dev.daemonspring.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The processes that tenants share, by name. Belongs to the supervisor's thread.
 */
final class HostProcesses {

	private final Map<String, HostProcess> byName = new LinkedHashMap<>();

	void put(String name, HostProcess process) {
		this.byName.put(name, process);
	}

	/**
	 * Return the process that a tenant shares.
	 * @return the process, or {@code null} if the tenant shares none, or none that is
	 * alive
	 */
	@Nullable HostProcess of(Tenant tenant) {
		String name = tenant.sharedProcess();
		HostProcess host = (name != null) ? this.byName.get(name) : null;
		return (host != null && host.isAlive()) ? host : null;
	}

	boolean contains(Child process) {
		return this.byName.values().stream().anyMatch((host) -> host == process);
	}

	/**
	 * Remove a process that is gone.
	 */
	void remove(Child process) {
		this.byName.values().removeIf((host) -> host == process);
	}

	/**
	 * End processes in a controlled way: the next tenant gets another one.
	 * @param which selects the processes that are to end
	 */
	void retire(Predicate<? super HostProcess> which) {
		Collection<HostProcess> retired = this.byName.values().stream().filter(which).toList();
		this.byName.values().removeAll(retired);
		retired.forEach(HostProcess::retire);
	}

	Collection<HostProcess> all() {
		return List.copyOf(this.byName.values());
	}

}
