package dev.daemonspring.child;

/**
 * One iteration is due, at once.
 */
final class OnceTimetable extends Timetable {

	private boolean over;

	@Override
	void begin(long now) {
	}

	@Override
	long remaining(long now) {
		return 0;
	}

	@Override
	void ended(long now) {
		this.over = true;
	}

	@Override
	void ranByOrder(long now) {
		this.over = true;
	}

	@Override
	boolean isOver() {
		return this.over;
	}

}
