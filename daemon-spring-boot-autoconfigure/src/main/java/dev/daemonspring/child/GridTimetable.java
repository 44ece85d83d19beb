package dev.daemonspring.child;

/**
 * Iterations are due at multiples of a looptime after the first. Those that could not
 * begin in time, because of an overrun or a pause, are left out.
 */
final class GridTimetable extends Timetable {

	private final long looptime;

	private boolean begun;

	private long due;

	GridTimetable(long looptimeNanos) {
		this.looptime = looptimeNanos;
	}

	@Override
	void begin(long now) {
		if (!this.begun) {
			this.begun = true;
			this.due = now;
		}
		else {
			leaveOut(now);
		}
	}

	@Override
	long remaining(long now) {
		return this.due - now;
	}

	@Override
	void ended(long now) {
		this.due += this.looptime;
		leaveOut(now);
	}

	private void leaveOut(long now) {
		long late = now - this.due;
		if (late > 0) {
			this.due += ((late - 1) / this.looptime + 1) * this.looptime;
		}
	}

	@Override
	void ranByOrder(long now) {
		leaveOut(now);
	}

}
