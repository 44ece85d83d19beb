package dev.daemonspring.child;

/**
 * An iteration is due a delay after the one before has ended; the first, and the first
 * after a pause, at once.
 */
final class DelayTimetable extends Timetable {

	private final long delay;

	private long due;

	DelayTimetable(long delayNanos) {
		this.delay = delayNanos;
	}

	@Override
	void begin(long now) {
		this.due = now;
	}

	@Override
	long remaining(long now) {
		return this.due - now;
	}

	@Override
	void ended(long now) {
		this.due = now + this.delay;
	}

	@Override
	void ranByOrder(long now) {
		ended(now);
	}

}
