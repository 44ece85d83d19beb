package dev.daemonspring.child;

import dev.daemonspring.region.TotalWord;
import dev.daemonspring.region.WorkerSlot;

/**
 * How many instances the worker has. While that changes, the loop is held between two
 * iterations, until no instance works with the old number any more. The loop's thread
 * looks; any thread may ask.
 */
final class InstanceTotal {

	private final WorkerSlot slot;

	private volatile int total;

	private long heldIn;

	InstanceTotal(WorkerSlot slot) {
		this.slot = slot;
		this.total = TotalWord.total(slot.total());
	}

	/**
	 * Look for a change, while no iteration runs. That the loop is held is reported, so
	 * the caller may begin no iteration until it has looked again.
	 * @return whether the loop is held
	 */
	boolean isHeld() {
		long word = this.slot.total();
		if (!TotalWord.isHeld(word)) {
			set(TotalWord.total(word));
			return false;
		}
		long epoch = TotalWord.epoch(word);
		if (epoch != this.heldIn) {
			this.heldIn = epoch;
			this.slot.heldIn(epoch);
		}
		return true;
	}

	/**
	 * A write that others see costs more than an empty iteration.
	 */
	private void set(int told) {
		if (told != this.total) {
			this.total = told;
		}
	}

	/**
	 * Return how many instances there were when the loop last looked and was not held.
	 */
	int get() {
		return this.total;
	}

}
