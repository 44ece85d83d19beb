package dev.daemonspring.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The tenants that have requested a process: those that wait until another process may be
 * started, those whose process is being started, and those whose process is booting.
 * Belongs to the supervisor's thread.
 *
 * @param <T> the type of the tenants
 */
final class LaunchRequests<T extends Tenant> {

	private final int maxBooting;

	private final Deque<T> waiting = new ArrayDeque<>();

	/**
	 * The value is {@code null} while the process is being started.
	 */
	private final Map<T, @Nullable Child> booting = new LinkedHashMap<>();

	/**
	 * Create an instance without requests.
	 * @param maxBooting how many processes may be starting or booting at the same time
	 */
	LaunchRequests(int maxBooting) {
		this.maxBooting = maxBooting;
	}

	/**
	 * Add a tenant that waits for a process.
	 */
	void add(T tenant) {
		this.waiting.addLast(tenant);
	}

	/**
	 * Return the next tenant for which a process can be started. A tenant that shares a
	 * process which is already starting or booting keeps waiting for it.
	 * @return the tenant, or {@code null} if there is none, or if too many processes are
	 * booting
	 */
	@Nullable T next() {
		if (this.booting.size() >= this.maxBooting) {
			return null;
		}
		for (T tenant : this.waiting) {
			if (!isSharedProcessComing(tenant)) {
				return tenant;
			}
		}
		return null;
	}

	/**
	 * Record that a process is being started for a tenant that has waited.
	 */
	void starts(T tenant) {
		this.booting.put(tenant, null);
		this.waiting.remove(tenant);
	}

	/**
	 * Return whether the process that a tenant shares is being started, or is booting,
	 * for another tenant.
	 */
	boolean isSharedProcessComing(T tenant) {
		String process = tenant.sharedProcess();
		return process != null && this.booting.keySet().stream().anyMatch((other) -> shares(other, process));
	}

	private boolean shares(T tenant, String process) {
		return process.equals(tenant.sharedProcess());
	}

	/**
	 * Take all tenants that wait for a shared process.
	 */
	List<T> takeSharing(String process) {
		List<T> sharing = this.waiting.stream().filter((tenant) -> shares(tenant, process)).toList();
		this.waiting.removeAll(sharing);
		return sharing;
	}

	/**
	 * Record that a process has been started for a tenant, and is booting.
	 */
	void boots(T tenant, Child process) {
		this.booting.put(tenant, process);
	}

	/**
	 * Forget a tenant whose process has not been started yet.
	 * @return whether the process was being started
	 */
	boolean withdraw(T tenant) {
		this.waiting.remove(tenant);
		boolean starting = isStarting(tenant);
		if (starting) {
			this.booting.remove(tenant);
		}
		return starting;
	}

	/**
	 * Return whether a process is currently being started for a tenant.
	 */
	boolean isStarting(T tenant) {
		return this.booting.containsKey(tenant) && this.booting.get(tenant) == null;
	}

	/**
	 * Return whether a tenant still waits for its process.
	 */
	boolean contains(T tenant) {
		return this.waiting.contains(tenant) || isStarting(tenant);
	}

	boolean isBooting(Child process) {
		return this.booting.containsValue(process);
	}

	/**
	 * Remove a process that is gone.
	 */
	void remove(Child process) {
		this.booting.values().remove(process);
	}

	/**
	 * Remove the processes that have booted, so that others can be started.
	 */
	void removeBooted() {
		this.booting.values().removeIf((process) -> process != null && process.hasBooted());
	}

	/**
	 * Remove all tenants that wait. Processes that are being started are not affected.
	 */
	void clearWaiting() {
		this.waiting.clear();
	}

	boolean isEmpty() {
		return this.waiting.isEmpty() && this.booting.isEmpty();
	}

}
