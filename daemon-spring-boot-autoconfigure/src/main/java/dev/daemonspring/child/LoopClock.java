package dev.daemonspring.child;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The clocks of workers' loops, and the wait for them. A bean of this type moves time for
 * workers on threads of the daemon, in tests. Thread-safe.
 */
public interface LoopClock {

	/**
	 * The time to wait for a wake-up alone.
	 */
	long FOREVER = Long.MAX_VALUE;

	/**
	 * The clocks of the machine.
	 */
	LoopClock SYSTEM = new LoopClock() {

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long currentTimeMillis() {
			return System.currentTimeMillis();
		}

		@Override
		public void park(Object blocker, long nanos) {
			if (nanos == FOREVER) {
				LockSupport.park(blocker);
			}
			else {
				LockSupport.parkNanos(blocker, nanos);
			}
		}

		@Override
		public void unpark(@Nullable Thread thread) {
			LockSupport.unpark(thread);
		}

	};

	/**
	 * Return the time by a clock that nobody sets.
	 * @return nanoseconds since an arbitrary moment
	 */
	long nanoTime();

	/**
	 * Return the time by the clock on the wall, which may be set forward and back.
	 * @return milliseconds since the epoch
	 */
	long currentTimeMillis();

	/**
	 * Have the current thread wait until it is unparked or the time is over. May return
	 * earlier.
	 * @param blocker what the thread waits in
	 * @param nanos how long to wait, or {@link #FOREVER}
	 */
	void park(Object blocker, long nanos);

	/**
	 * End the wait of a thread, or that which it begins next.
	 * @param thread the thread, or {@code null} for none
	 */
	void unpark(@Nullable Thread thread);

}
