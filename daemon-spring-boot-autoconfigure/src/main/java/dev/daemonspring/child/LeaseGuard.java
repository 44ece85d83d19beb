package dev.daemonspring.child;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.WorkerSlot;

/**
 * The thread that ends the process when the lease on its worker is over. The daemon does
 * the same, but may be frozen or gone; then nobody writes a later deadline into the slot.
 * It takes no lock, allocates nothing, and depends on nothing that the worker's code
 * could hold up.
 */
final class LeaseGuard {

	private final WorkerSlot slot;

	private final int incarnation;

	private final long longest;

	private final Runnable end;

	/**
	 * Create a guard.
	 * @param assignment the worker
	 * @param slot the slot that has the deadline
	 * @param end ends the process, whatever it is doing
	 */
	LeaseGuard(Assignment assignment, WorkerSlot slot, Runnable end) {
		this.slot = slot;
		this.incarnation = assignment.incarnation();
		this.longest = assignment.lease().longest().toNanos();
		this.end = end;
	}

	/**
	 * Begin to guard a worker, before it can begin.
	 */
	static void start(Assignment assignment, WorkerSlot slot) {
		Signal kill = killSignal();
		Thread thread = new Thread(new LeaseGuard(assignment, slot, () -> end(kill))::guard, "daemon-lease");
		thread.setDaemon(true);
		thread.setPriority(Thread.MAX_PRIORITY);
		thread.start();
	}

	void guard() {
		while (!this.slot.isClosed()) {
			long deadline = this.slot.lease();
			long left = deadline - System.nanoTime();
			// One that lies too far ahead was read off another clock
			if (deadline == 0 || left <= 0 || left > this.longest) {
				this.slot.departed(this.incarnation, ExitCode.LEASE_OVER);
				this.end.run();
				return;
			}
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * Return whether the lease in a slot is over.
	 */
	static boolean isOver(WorkerSlot slot) {
		long deadline = slot.lease();
		return deadline == 0 || deadline - System.nanoTime() <= 0;
	}

	private static @Nullable Signal killSignal() {
		try {
			return new Signal("KILL");
		}
		catch (IllegalArgumentException ex) {
			// Not a signal of this operating system
			return null;
		}
	}

	/**
	 * SIGKILL needs nothing of the JVM; a halt waits until all threads have stopped.
	 */
	private static void end(@Nullable Signal kill) {
		try {
			if (kill != null) {
				Signal.raise(kill);
			}
		}
		finally {
			Runtime.getRuntime().halt(ExitCode.LEASE_OVER);
		}
	}

}
