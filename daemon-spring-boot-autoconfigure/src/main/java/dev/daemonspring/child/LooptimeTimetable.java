package dev.daemonspring.child;

/**
 * An iteration is due a looptime after the one before was, so that the loop does not
 * drift; after an overrun it is due at once.
 */
final class LooptimeTimetable extends Timetable {

	private final long looptime;

	private long due;

	LooptimeTimetable(long looptimeNanos) {
		this.looptime = looptimeNanos;
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
		long next = this.due + this.looptime;
		this.due = (next - now < 0) ? now : next;
	}

}
