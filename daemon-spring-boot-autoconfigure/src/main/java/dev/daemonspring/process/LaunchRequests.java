package dev.daemonspring.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The tenants that have requested a process: those that wait until there is room to start
 * one, those whose process is being started, and those whose process is booting. Belongs
 * to the supervisor's thread.
 *
 * @param <T> who lives in the processes
 */
final class LaunchRequests<T extends Tenant> {

	private final int maxBooting;

	private final Deque<T> waiting = new ArrayDeque<>();

	/**
	 * Without a process while that is being started.
	 */
	private final Map<T, @Nullable Child> booting = new LinkedHashMap<>();

	/**
	 * Create the requests, of which there are none.
	 * @param maxBooting how many processes may be started and boot at the same time
	 */
	LaunchRequests(int maxBooting) {
		this.maxBooting = maxBooting;
	}

	/**
	 * Have a tenant wait for a process.
	 */
	void add(T tenant) {
		this.waiting.addLast(tenant);
	}

	/**
	 * Take the next tenant for which a process can be started. One that shares a process
	 * which is already coming waits for that one.
	 * @return the tenant, or {@code null} when there is none, or no room
	 */
	@Nullable T startNext() {
		if (this.booting.size() >= this.maxBooting) {
			return null;
		}
		for (Iterator<T> tenants = this.waiting.iterator(); tenants.hasNext();) {
			T tenant = tenants.next();
			if (!isSharedProcessComing(tenant)) {
				tenants.remove();
				this.booting.put(tenant, null);
				return tenant;
			}
		}
		return null;
	}

	/**
	 * Return whether the process that a tenant shares is being started, or is booting,
	 * for another one.
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
	 * Note that a process has been started for a tenant, and is booting.
	 */
	void boots(T tenant, Child process) {
		this.booting.put(tenant, process);
	}

	/**
	 * Forget a tenant whose process has not been started yet.
	 * @return whether it had waited for that
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
	 * Return whether a process is being started for a tenant at the moment.
	 */
	boolean isStarting(T tenant) {
		return this.booting.containsKey(tenant) && this.booting.get(tenant) == null;
	}

	/**
	 * Return whether a tenant has not got its process yet.
	 */
	boolean contains(T tenant) {
		return this.waiting.contains(tenant) || isStarting(tenant);
	}

	boolean isBooting(Child process) {
		return this.booting.containsValue(process);
	}

	/**
	 * Note that a process is gone.
	 */
	void remove(Child process) {
		this.booting.values().remove(process);
	}

	/**
	 * Make room: forget the processes that have booted.
	 */
	void removeBooted() {
		this.booting.values().removeIf((process) -> process != null && process.hasBooted());
	}

	/**
	 * Have nobody wait any more. What is being started comes all the same.
	 */
	void clearWaiting() {
		this.waiting.clear();
	}

	boolean isEmpty() {
		return this.waiting.isEmpty() && this.booting.isEmpty();
	}

}
