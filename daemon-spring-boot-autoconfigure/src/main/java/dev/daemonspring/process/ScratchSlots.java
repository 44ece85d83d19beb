package dev.daemonspring.process;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.StatusRegion;

/**
 * The slots that follow those of the workers. Each process uses one, until it is
 * assigned, to report its progress. Thread-safe.
 */
public final class ScratchSlots {

	private final Deque<DaemonSlot> free = new ArrayDeque<>();

	public ScratchSlots(StatusRegion region, int first) {
		for (int index = first; index < region.layout().slots(); index++) {
			this.free.addLast(region.slot(index));
		}
	}

	public synchronized DaemonSlot take() {
		DaemonSlot slot = this.free.pollFirst();
		if (slot == null) {
			throw new IllegalStateException("There are more worker processes than scratch slots");
		}
		slot.reset();
		return slot;
	}

	public synchronized void giveBack(DaemonSlot slot) {
		this.free.addLast(slot);
	}

}
