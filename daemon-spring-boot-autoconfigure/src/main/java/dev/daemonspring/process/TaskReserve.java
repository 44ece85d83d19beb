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
 * Finds out, before a process is started, whether the limits of processes and threads
 * have room for it and for the thread by which the JDK waits for it, by starting as many
 * threads and ending them. The JDK forks first and starts its thread afterwards: when
 * that fails, nobody ever collects the exit of the process, which stays a zombie, and
 * takes up room, as long as the daemon lives. Thread-safe.
 */
final class TaskReserve {

	private static final int TASKS = 2;

	/**
	 * A thread ends within microseconds, unless the machine is busy: then a little later
	 * is no harm, because a process takes long there, too.
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
	 * Check that there is room. Others may take it before the process is forked, so that
	 * a start can still fail late, but rarely.
	 * @throws OutOfMemoryError when there is none
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
	 * How a thread is started.
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
				// Another system: joined is all that can be known there
			}
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				// The end as well
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
