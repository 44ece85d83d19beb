package dev.daemonspring.child;

import dev.daemonspring.region.WorkerSlot;

/**
 * The moment up to which the ticks of a worker are dealt with. It is kept in the worker's
 * slot, so that the next process of the worker neither repeats a tick nor loses one.
 */
final class TickRecord {

	private final WorkerSlot slot;

	private long handled;

	/**
	 * Create a record.
	 * @param slot the slot of the worker
	 * @param from from when on ticks count (epoch ms)
	 */
	TickRecord(WorkerSlot slot, long from) {
		this.slot = slot;
		this.handled = Math.max(from, slot.tick());
	}

	/**
	 * Return the moment up to which all ticks are dealt with (epoch ms).
	 */
	long handled() {
		return this.handled;
	}

	/**
	 * All ticks up to a moment are dealt with.
	 */
	void handle(long moment) {
		this.handled = moment;
		this.slot.tick(moment);
	}

}
