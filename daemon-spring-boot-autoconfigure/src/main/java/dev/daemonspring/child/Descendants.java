package dev.daemonspring.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The processes that a worker process has started, directly or indirectly. They are found
 * by the {@link ProcessMark} in their environment, even if their parents are gone, and as
 * descendants of the processes found so, even if their own environment was replaced. Not
 * thread-safe.
 */
public final class Descendants {

	private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

	private static final int MOST_KILLS = 40;

	private final @Nullable ProcessMark mark;

	private final @Nullable ProcessHandle ancestor;

	private Descendants(@Nullable ProcessMark mark, @Nullable ProcessHandle ancestor) {
		this.mark = mark;
		this.ancestor = ancestor;
	}

	/**
	 * Return the descendants of a process that is gone.
	 * @param mark the mark that the process had
	 * @return its descendants
	 */
	public static Descendants of(ProcessMark mark) {
		return new Descendants(mark, null);
	}

	/**
	 * Return the descendants of the current process.
	 */
	static Descendants ofThisProcess() {
		return new Descendants(ProcessMark.current(), ProcessHandle.current());
	}

	/**
	 * Terminate the processes with SIGTERM and, after the grace period, with SIGKILL.
	 * Takes at most a little longer than that.
	 * @param grace how long they may take to end
	 * @param listener receives the ids of the processes that were sent a signal, and the
	 * signal; called at most once for each signal
	 * @return whether there were none
	 */
	public boolean end(Duration grace, BiConsumer<List<Long>, String> listener) {
		long begin = System.nanoTime();
		Map<Long, ProcessHandle> told = new LinkedHashMap<>();
		Collection<ProcessHandle> living = find();
		if (living.isEmpty()) {
			return true;
		}
		living.forEach((process) -> terminate(process, told));
		listener.accept(List.copyOf(told.keySet()), "SIGTERM");
		while (System.nanoTime() - begin < grace.toNanos() && !living.isEmpty()) {
			LockSupport.parkNanos(this, POLL_INTERVAL.toNanos());
			living.removeIf((process) -> !isAlive(process));
			if (living.isEmpty()) {
				// They may have started others before the signal reached them
				living = find();
				living.forEach((process) -> terminate(process, told));
			}
		}
		if (!living.isEmpty()) {
			List<Long> killed = kill();
			listener.accept(killed, "SIGKILL");
		}
		return false;
	}

	/**
	 * Kill the processes without waiting for them to end.
	 * @return the processes that were sent SIGKILL
	 */
	public List<Long> kill() {
		Map<Long, ProcessHandle> killed = new LinkedHashMap<>();
		Collection<ProcessHandle> living = find();
		for (int i = 0; i < MOST_KILLS && !living.isEmpty(); i++) {
			living.stream().filter(this::isStill).forEach((process) -> {
				killed.put(process.pid(), process);
				process.destroyForcibly();
			});
			LockSupport.parkNanos(this, POLL_INTERVAL.toNanos());
			living = find();
		}
		return List.copyOf(killed.keySet());
	}

	private void terminate(ProcessHandle process, Map<Long, ProcessHandle> told) {
		if (isStill(process) && told.putIfAbsent(process.pid(), process) == null) {
			process.destroy();
		}
	}

	/**
	 * Return whether a process may be sent a signal: it is alive, and not the current
	 * one. Its handle knows when it started, and never signals another process with the
	 * same pid.
	 */
	private boolean isStill(ProcessHandle process) {
		return isAlive(process) && process.pid() != ProcessHandle.current().pid();
	}

	private static boolean isAlive(ProcessHandle process) {
		return process.isAlive() && !ProcessMark.isZombie(process.pid());
	}

	private Collection<ProcessHandle> find() {
		Map<Long, ProcessHandle> found = new LinkedHashMap<>();
		List<ProcessHandle> ancestors = new ArrayList<>();
		ProcessMark sought = this.mark;
		if (sought != null) {
			for (ProcessHandle process : sought.find()) {
				found.put(process.pid(), process);
				ancestors.add(process);
			}
		}
		if (this.ancestor != null) {
			ancestors.add(this.ancestor);
		}
		for (ProcessHandle each : ancestors) {
			each.descendants().forEach((process) -> found.putIfAbsent(process.pid(), process));
		}
		found.values().removeIf((process) -> !isStill(process));
		return new ArrayList<>(found.values());
	}

}
