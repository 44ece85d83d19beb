package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A check, made before a process is started, that the limits of processes and threads
 * allow for it and for the thread with which the JDK waits for it. It starts as many
 * threads and ends them again. The JDK forks first and starts its thread afterwards: if
 * that fails, the exit of the process is never collected, and it remains a zombie that
 * counts against the limits for as long as the daemon lives. Thread-safe.
 */
final class TaskReserve {

	private static final int TASKS = 2;

	/**
	 * How long to wait for the end of a thread. It ends within microseconds, unless the
	 * machine is busy; a delay does no harm then, because starting a process takes long,
	 * too.
	 */
	private static final long PATIENCE_MILLIS = 5000;

	private static final Path PROC = Path.of("/proc");

	private final Starter starter;

	TaskReserve() {
		this(Thread::start);
	}

	TaskReserve(Starter starter) {
		this.starter = starter;
	}

	/**
	 * Check that the limits allow for another process. Others may use them up before the
	 * process is forked, so that a start can still fail afterwards, but rarely does.
	 * @throws OutOfMemoryError if the limits are reached
	 */
	void check() {
		List<Reserved> reserved = new ArrayList<>(TASKS);
		CountDownLatch end = new CountDownLatch(1);
		try {
			for (int i = 0; i < TASKS; i++) {
				Reserved task = new Reserved(end);
				this.starter.start(task);
				reserved.add(task);
			}
		}
		finally {
			end.countDown();
			reserved.forEach(Reserved::awaitEnd);
		}
	}

	/**
	 * A way to start a thread.
	 */
	@FunctionalInterface
	interface Starter {

		void start(Thread thread);

	}

	private static final class Reserved extends Thread {

		private final CountDownLatch end;

		private volatile @Nullable Path task;

		private Reserved(CountDownLatch end) {
			super(null, null, "daemon-task-reserve", 0, false);
			setDaemon(true);
			this.end = end;
		}

		@Override
		public void run() {
			try {
				this.task = PROC.resolve(Files.readSymbolicLink(PROC.resolve("thread-self")));
			}
			catch (IOException | UnsupportedOperationException ex) {
				// Another system, on which joining the thread must suffice
			}
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				// Ends the thread as well
			}
		}

		private void awaitEnd() {
			boolean interrupted = Thread.interrupted();
			try {
				TimeUnit.MILLISECONDS.timedJoin(this, PATIENCE_MILLIS);
				long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
				Path task = this.task;
				while (task != null && Files.exists(task) && System.nanoTime() - deadline < 0) {
					LockSupport.parkNanos(10_000);
				}
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			finally {
				if (interrupted) {
					Thread.currentThread().interrupt();
				}
			}
		}

	}

}
