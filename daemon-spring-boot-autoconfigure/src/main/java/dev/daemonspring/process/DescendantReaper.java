package dev.daemonspring.process;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.daemonspring.child.Descendants;
import dev.daemonspring.child.ProcessMark;
import dev.daemonspring.protocol.Assignment;

/**
 * A reaper of the processes that a worker process has started and that outlive it,
 * however it ended, comparable to systemd's {@code KillMode=control-group}. Thread-safe;
 * works on threads of its own.
 */
final class DescendantReaper implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DescendantReaper.class);

	private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

	private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

	private static final int THREADS = 4;

	private final ThreadPoolExecutor threads;

	private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

	private volatile Duration longestGrace = Duration.ZERO;

	DescendantReaper() {
		this((task) -> {
			Thread thread = new Thread(task, "daemon-descendants");
			thread.setDaemon(true);
			return thread;
		});
	}

	DescendantReaper(ThreadFactory threadFactory) {
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threadFactory);
		this.threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * Watch for the end of a process.
	 * @param process the process
	 * @param mark the mark that it was given
	 * @return the watched process, to be informed of its assignments
	 */
	Watched watch(ProcessHandle process, ProcessMark mark) {
		Watched begun = new Watched(process, mark);
		this.watched.add(begun);
		process.onExit().thenRun(() -> gone(begun));
		return begun;
	}

	/**
	 * Find the ends that were not reported, and those for which no thread was available.
	 */
	void check() {
		for (Watched process : this.watched) {
			if (!process.process.isAlive()) {
				gone(process);
			}
		}
	}

	private void gone(Watched process) {
		if (process.leaves) {
			this.watched.remove(process);
			return;
		}
		if (!process.ending.compareAndSet(false, true)) {
			return;
		}
		try {
			this.threads.execute(process);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// The daemon has ended, or no thread is available; the next check tries again
			process.ending.set(false);
		}
	}

	private void end(Watched process) {
		try {
			boolean none = Descendants.of(process.mark).end(process.grace, process);
			if (none) {
				this.watched.remove(process);
			}
			// Otherwise the next check looks for more
			process.ending.set(none);
		}
		catch (RuntimeException | Error ex) {
			process.ending.set(false);
			if (!process.failed) {
				process.failed = true;
				logger.warn("The processes that %s has started could not be ended; another attempt follows"
					.formatted(process.label), ex);
			}
		}
	}

	/**
	 * End what is left of all processes that are gone, and wait until it has ended, for
	 * at most the longest grace period plus five seconds.
	 */
	@Override
	public void close() {
		check();
		this.threads.shutdown();
		try {
			Duration atMost = this.longestGrace.plus(KILL_TIMEOUT);
			if (!this.threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("The processes that worker processes had started did not end within " + atMost);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A process whose end is awaited.
	 */
	final class Watched implements Runnable, BiConsumer<List<Long>, String> {

		private final ProcessHandle process;

		private final ProcessMark mark;

		private final AtomicBoolean ending = new AtomicBoolean();

		private volatile boolean failed;

		private volatile String label;

		private volatile Duration grace = DEFAULT_GRACE;

		private volatile boolean leaves;

		private Watched(ProcessHandle process, ProcessMark mark) {
			this.process = process;
			this.mark = mark;
			this.label = "Process " + process.pid();
		}

		@Override
		public void run() {
			end(this);
		}

		@Override
		public void accept(List<Long> pids, String signal) {
			logger.info("%s has ended; the processes that it had started were sent %s: %s".formatted(this.label, signal,
					pids));
		}

		/**
		 * Record that the process has been assigned a worker, possibly in addition to
		 * others that share it. The subprocesses of one worker can't be distinguished
		 * from those of another, so all of them are left alone if one worker asks for
		 * that.
		 */
		synchronized void assigned(Assignment assignment) {
			String process = assignment.process();
			this.label = ((process != null) ? "Process '" + process + "'" : "Worker '" + assignment.worker() + "'")
					+ " (pid " + this.process.pid() + ")";
			this.grace = assignment.grace();
			this.leaves |= !assignment.endsDescendants();
			if (this.grace.compareTo(DescendantReaper.this.longestGrace) > 0) {
				DescendantReaper.this.longestGrace = this.grace;
			}
		}

	}

}
