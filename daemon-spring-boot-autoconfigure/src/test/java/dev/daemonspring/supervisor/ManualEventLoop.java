package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import dev.daemonspring.process.EventLoop;

/**
 * An event loop that a test drives by hand: time passes only when the test says so.
 */
final class ManualEventLoop implements EventLoop {

	/**
	 * What the clock on the wall shows.
	 */
	long wallClock = 1_000_000;

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private BooleanSupplier loses = () -> false;

	private LongSupplier look = () -> Long.MAX_VALUE;

	private long now;

	private long due;

	private int depth;

	/**
	 * Have tasks vanish.
	 */
	void loses(BooleanSupplier loses) {
		this.loses = loses;
	}

	@Override
	public long currentTimeMillis() {
		return this.wallClock;
	}

	@Override
	public long now() {
		return this.now;
	}

	@Override
	public void start(LongSupplier look) {
		this.look = look;
		// A thread may look before it is told to start anything
		lookNow();
		this.due = this.now;
	}

	@Override
	public void execute(Runnable task) {
		if (!this.loses.getAsBoolean()) {
			this.tasks.add(task);
		}
	}

	@Override
	public <T> T call(String what, Callable<T> task) {
		T result;
		this.depth++;
		try {
			result = task.call();
		}
		catch (Exception ex) {
			throw new IllegalStateException(what, ex);
		}
		finally {
			this.depth--;
		}
		runTasks();
		return result;
	}

	/**
	 * Do something as the loop's thread.
	 */
	void run(Runnable task) {
		call("run a test's task", () -> {
			task.run();
			return true;
		});
	}

	/**
	 * Let time pass, and all happen that happens in it.
	 */
	void advance(Duration time) {
		advance(time, () -> false);
	}

	/**
	 * Let time pass until a condition holds.
	 * @return whether it held in time
	 */
	boolean advance(Duration atMost, BooleanSupplier until) {
		long end = this.now + atMost.toNanos();
		runTasks();
		while (!until.getAsBoolean()) {
			if (this.due - end > 0) {
				this.now = end;
				return false;
			}
			this.now = Math.max(this.due, this.now);
			this.due = this.now + Math.max(lookNow(), 1);
			runTasks();
		}
		return true;
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			this.depth++;
			try {
				task.run();
			}
			finally {
				this.depth--;
			}
		}
	}

	private long lookNow() {
		this.depth++;
		try {
			return this.look.getAsLong();
		}
		finally {
			this.depth--;
		}
	}

	/**
	 * There is one thread in a test; it is the loop's while the loop does something.
	 */
	@Override
	public boolean inEventLoop() {
		return this.depth > 0;
	}

	@Override
	public void close() {
		this.tasks.clear();
	}

}
