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
 * The processes that a worker process has started, and those that they have started.
 * Found by the {@link ProcessMark} and as descendants of those who have it, so that also
 * those are found whose parents are gone, and those that have given themselves another
 * environment while their parents live. Not thread-safe.
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
	 * End the processes that there are: SIGTERM, and SIGKILL after the grace. Takes a
	 * little longer than that at most.
	 * @param grace how long they may take to end
	 * @param listener is told of the processes that were sent a signal, and which; at
	 * most once for each signal
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
				// They may have started others before they heard of their end
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
	 * End the processes by force, without waiting for them.
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
	 * Return whether a process is the one that was found. Its handle knows when it
	 * started, and signals nobody else; this comes right before.
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
