package dev.daemonspring.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Has the JDK keep a thread ready that will wait for the next process. The JDK forks
 * first and takes that thread afterwards, from a pool whose idle threads live for a
 * minute. If it has to start one and can't, nobody ever collects the exit of the process.
 * But asking for the exit of a process that ended long ago starts a thread, too, which is
 * idle a moment later. Thread-safe.
 */
final class ReaperReserve {

	private static final String IDLE_THREAD = "process reaper";

	private static final int MOST_HANDLES = 32;

	/**
	 * A thread that does not become idle is not waited for: the start may still succeed.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final Deque<ProcessHandle> started = new ArrayDeque<>();

	private final Consumer<ProcessHandle> waiting;

	ReaperReserve() {
		this(ProcessHandle::onExit);
	}

	/**
	 * Create a reserve.
	 * @param waiting has the JDK wait for the exit of a process
	 */
	ReaperReserve(Consumer<ProcessHandle> waiting) {
		this.waiting = waiting;
	}

	/**
	 * Remember a process for the time after its end.
	 * @param process the process
	 */
	synchronized void started(ProcessHandle process) {
		if (this.started.size() == MOST_HANDLES) {
			this.started.removeFirst();
		}
		this.started.addLast(process);
	}

	/**
	 * Make the JDK have an idle thread for the next process, if a process has ended by
	 * which that can be done.
	 * @throws OutOfMemoryError if no thread can be started
	 */
	void check() {
		ProcessHandle ended = takeEnded();
		if (ended == null) {
			return;
		}
		// Not used again when this fails: the JDK then takes it for being waited for
		this.waiting.accept(ended);
		started(ended);
		long start = System.nanoTime();
		while (!isReaperIdle() && System.nanoTime() - start < PATIENCE.toNanos()) {
			LockSupport.parkNanos(10_000);
		}
	}

	/**
	 * Take a process that has ended. If its id belongs to another one by now, the JDK
	 * would wait for that.
	 */
	private synchronized @Nullable ProcessHandle takeEnded() {
		for (ProcessHandle process : this.started) {
			if (!process.isAlive() && ProcessHandle.of(process.pid()).isEmpty()) {
				this.started.remove(process);
				return process;
			}
		}
		return null;
	}

	/**
	 * Return whether the JDK has a thread that waits for work. A busy one has the id of
	 * its process in its name.
	 */
	static boolean isReaperIdle() {
		ThreadGroup group = Thread.currentThread().getThreadGroup();
		while (group.getParent() != null) {
			group = group.getParent();
		}
		Thread[] threads = new Thread[group.activeCount() + 32];
		int count = group.enumerate(threads);
		return Arrays.stream(threads, 0, count)
			.anyMatch((thread) -> thread.getName().equals(IDLE_THREAD)
					&& thread.getState() == Thread.State.TIMED_WAITING);
	}

}
