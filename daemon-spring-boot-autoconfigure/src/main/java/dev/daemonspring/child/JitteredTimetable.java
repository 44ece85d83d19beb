package dev.daemonspring.child;

import java.util.function.LongSupplier;

/**
 * Puts off each iteration of another timetable by a time of its own, without moving those
 * that follow.
 */
final class JitteredTimetable extends Timetable {

	private final Timetable timetable;

	private final LongSupplier jitter;

	private long putOff;

	/**
	 * Create a timetable.
	 * @param timetable the other timetable
	 * @param jitter draws by how many nanoseconds an iteration is put off
	 */
	JitteredTimetable(Timetable timetable, LongSupplier jitter) {
		this.timetable = timetable;
		this.jitter = jitter;
	}

	@Override
	void begin(long now) {
		this.timetable.begin(now);
		this.putOff = this.jitter.getAsLong();
	}

	@Override
	long remaining(long now) {
		long remaining = this.timetable.remaining(now);
		return (remaining <= Long.MAX_VALUE - this.putOff) ? remaining + this.putOff : Long.MAX_VALUE;
	}

	@Override
	void ended(long now) {
		this.timetable.ended(now);
		this.putOff = this.jitter.getAsLong();
	}

	@Override
	void ranByOrder(long now) {
		this.timetable.ranByOrder(now);
	}

}
