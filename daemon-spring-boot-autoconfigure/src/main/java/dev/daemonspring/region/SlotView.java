package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * A slot as others than the daemon and the worker's process see it.
 *
 * @param index the position of the slot in the region
 * @param name the name of the worker, or {@code null} if the slot has none: no worker has
 * it
 * @param state the daemon's override while one applies, else what the process reported;
 * {@link WorkerState#STALLED} if that is no state
 * @param since when that state was entered, in milliseconds since the epoch, or 0
 * @param wanted the state that the worker was last ordered into
 * @param pausedItself whether the worker has paused itself, and received no order since
 * @param total of how many instances the worker's process was told
 * @param reported what the process has reported, with a defect if it can't be trusted
 */
public record SlotView(int index, @Nullable String name, WorkerState state, long since, WantedState wanted,
		boolean pausedItself, int total, SlotSnapshot reported) {

	/**
	 * Read a page.
	 * @param index the position of the slot
	 * @param page a copy of the slot's first page
	 * @param defect why the copy may be torn, or {@code null}
	 */
	static SlotView of(int index, SharedMemory page, @Nullable String defect) {
		SlotSnapshot reported = new SlotReader(page).read();
		if (defect != null && reported.defect() == null) {
			reported = new SlotSnapshot(reported.stateCode(), reported.state(), reported.since(), reported.pid(),
					reported.incarnation(), reported.iterations(), reported.lastNanos(), reported.longestNanos(),
					reported.totalNanos(), reported.failures(), reported.lastError(), defect);
		}
		long override = page.getLong(RegionDescriptor.OVERRIDE_OFFSET);
		boolean overridden = override > 0 && reported.incarnation() <= (int) (override >> 8);
		long order = page.getLong(RegionDescriptor.ORDER_OFFSET);
		long pausedAt = page.getLong(RegionDescriptor.PAUSED_AT_OFFSET);
		return new SlotView(index, name(page),
				overridden ? Codes.state((int) (override & 0xFF) - 1) : Codes.state(reported.stateCode()),
				Math.max(overridden ? page.getLong(RegionDescriptor.OVERRIDE_SINCE_OFFSET) : reported.since(), 0),
				Codes.wanted((int) (order & 0xFF)), pausedAt > 0 && pausedAt == (order >>> 8) + 1,
				TotalWord.total(page.getLong(RegionDescriptor.TOTAL_OFFSET)), reported);
	}

	private static @Nullable String name(SharedMemory page) {
		int length = page.getInt(RegionDescriptor.NAME_LENGTH_OFFSET);
		return (length > 0 && length <= RegionDescriptor.NAME_CAPACITY)
				? Utf8.decode(page.getBytes(RegionDescriptor.NAME_OFFSET, length)) : null;
	}

}
