package dev.daemonspring.region;

/**
 * The memory format of a status region: one header page, then a slot for each worker.
 * Everything is in the byte order of the machine; the magic number reveals a foreign byte
 * order.
 * <p>
 * Each field has one writer. Fields that different sides write lie on different lines of
 * 128 bytes (a cache line and the one that the processor fetches along with it). In the
 * drawings D is the daemon, W the worker process and C the one exception, the claim word,
 * which belongs to whoever wins a compare-and-set.
 *
 * <pre>
 *  Header page
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                             Magic                             | D, plain
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        Layout version                         | D, release,
 *  +---------------------------------------------------------------+    the very last
 *  |                             Slots                             | D, plain
 *  +---------------------------------------------------------------+
 *  |                           Slot size                           | D, plain
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         Mailbox size                          | D, plain
 *  +---------------------------------------------------------------+
 *  |                         Mailbox cells                         | D, plain
 *  +---------------------------------------------------------------+
 *  |                         Daemon's pid                          | D, plain
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |         Daemon's start, see {@link ProcessStat}, or 0         | D, plain
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                     (to the next line, 128)                   |
 *  +---------------------------------------------------------------+
 *  |                       Daemon's heartbeat                      | D, release,
 *  |                                                               |    after its time
 *  +---------------------------------------------------------------+
 *  |             Time of the last heartbeat (epoch ms)             | D, opaque
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *
 *  Slot, first page
 *  +---------------------------------------------------------------+
 *  |              Order: count &lt;&lt; 8 | wanted state                | D, release
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |  Override: incarnation &lt;&lt; 8 | state + 1, or 0 for none       | D, release,
 *  |                                                               |    after 'since'
 *  +---------------------------------------------------------------+
 *  |                    Override since (epoch ms)                  | D, opaque
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               Sequence of the last command posted             | D, release,
 *  |                                                               |    after the cell
 *  +---------------------------------------------------------------+
 *  |    Total of instances: epoch &lt;&lt; 16 | total &lt;&lt; 1 | held        | D, release,
 *  |                                                               |    see {@link TotalWord}
 *  +---------------------------------------------------------------+
 *  |    Lease: until when a process may live (ns of the machine's  | D, release
 *  |    monotonic clock), 0 = it may not, or needs none            |
 *  +---------------------------------------------------------------+
 *  | Retained: 1 = works on at its limit of iterations, 0 = leaves | D, release
 *  +-------------------------------------------------------- 128 --+
 *  |                          Name's length                        | D, release,
 *  +---------------------------------------------------------------+    after the bytes
 *  |                 Name (UTF-8), at most 67 bytes               ...  D, plain
 *  +-------------------------------------------------------- 256 --+
 *  |              Step: count &lt;&lt; 8 | activity                     | W, release,
 *  |                                                               |    loop thread
 *  +---------------------------------------------------------------+
 *  |                            Progress                           | W, atomic add,
 *  |                                                               |    any thread
 *  +---------------------------------------------------------------+
 *  |                         Process phase                         | W, release
 *  +---------------------------------------------------------------+
 *  |                            (unused)                           |
 *  +---------------------------------------------------------------+
 *  |        Paused itself: count of the order + 1, 0 = never       | W, release,
 *  |                                                               |    any thread
 *  +---------------------------------------------------------------+
 *  |      Departure: incarnation &lt;&lt; 8 | exit code, 0 = none       | W, release, the
 *  |                                                               |    last of a stay
 *  +---------------------------------------------------------------+
 *  |    Tick: all until then are dealt with (epoch ms), 0 = none   | W, release, loop
 *  |                                                               |    thread; kept
 *  +---------------------------------------------------------------+
 *  |        Total: epoch in which the loop was last held           | W, release, loop
 *  |                                                               |    thread
 *  +-------------------------------------------------------- 384 --+
 *  |          Seqlock: odd while what follows is written           | W, loop thread
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             State                             | W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                          Incarnation                          | W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                     State since (epoch ms)                    | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              Pid                              | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |            Iterations, last, longest, total (ns)             ...  W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                            Failures                           | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      Last error's length                      | W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                            (unused)                           |
 *  +---------------------------------------------------------------+
 *  |        Longest iteration of this process alone (ns)           | W, in the seqlock
 *  |                                                               |
 *  +-------------------------------------------------------- 512 --+
 *  |             Last error (UTF-8), at most 2048 bytes           ...  W, in the seqlock
 *  +------------------------------------------------------- 4096 --+
 *
 *  Slot, further pages: the lines of each mailbox cell, one cell after the other
 *  +---------------------------------------------------------------+
 *  |                           Sequence                            | D, release,
 *  |                                                               |    last of a post
 *  +---------------------------------------------------------------+
 *  |                       Request's length                        | D, opaque
 *  +-------------------------------------------------------- 128 --+
 *  |  Claim: sequence &lt;&lt; 2 | PENDING, TAKEN, WITHDRAWN, ANSWERING  | C, compare-and-set;
 *  |                                                               |    PENDING by a post
 *  +-------------------------------------------------------- 256 --+
 *  |                    Acknowledged sequence                      | W, release,
 *  |                                                               |    last of an answer
 *  +---------------------------------------------------------------+
 *  |                        Answer's status                        | W, opaque
 *  +---------------------------------------------------------------+
 *  |                        Answer's length                        | W, opaque
 *  +-------------------------------------------------------- 384 --+
 *
 *  Slot, last pages: the bodies of each cell, written (preallocated) before first use
 *  +---------------------------------------------------------------+
 *  |                   Request, mailbox size bytes                ...  D, plain
 *  +---------------------------------------------------------------+
 *  |                   Answer, mailbox size bytes                 ...  W, plain
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * In the header positions count from the start of the file; in a slot they count from the
 * start of the slot.
 */
final class RegionDescriptor {

	/**
	 * The alignment that keeps the fields of different sides apart: two cache lines.
	 */
	static final int LINE = 128;

	/**
	 * Slots begin at multiples of this, and their sizes are multiples of it.
	 */
	static final int PAGE = 4096;

	/**
	 * The letters {@code DMNREGN} and a zero.
	 */
	static final long MAGIC = 0x444D4E5245474E00L;

	/**
	 * To be incremented with every change to this format, or to what the upper layers
	 * write into the mailbox bodies.
	 */
	static final int LAYOUT_VERSION = 8;

	// Header

	static final int MAGIC_OFFSET = 0;

	static final int LAYOUT_VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;

	static final int SLOTS_OFFSET = LAYOUT_VERSION_OFFSET + Integer.BYTES;

	static final int SLOT_SIZE_OFFSET = SLOTS_OFFSET + Integer.BYTES;

	static final int MAILBOX_SIZE_OFFSET = SLOT_SIZE_OFFSET + Long.BYTES;

	static final int MAILBOX_CELLS_OFFSET = MAILBOX_SIZE_OFFSET + Integer.BYTES;

	static final int DAEMON_PID_OFFSET = MAILBOX_CELLS_OFFSET + Integer.BYTES;

	static final int DAEMON_START_OFFSET = DAEMON_PID_OFFSET + Long.BYTES;

	static final int HEARTBEAT_OFFSET = align(DAEMON_START_OFFSET + Long.BYTES, LINE);

	static final int HEARTBEAT_TIME_OFFSET = HEARTBEAT_OFFSET + Long.BYTES;

	static final int HEADER_SIZE = align(HEARTBEAT_TIME_OFFSET + Long.BYTES, PAGE);

	// Slot, written by the daemon

	static final int ORDER_OFFSET = 0;

	static final int OVERRIDE_OFFSET = ORDER_OFFSET + Long.BYTES;

	static final int OVERRIDE_SINCE_OFFSET = OVERRIDE_OFFSET + Long.BYTES;

	static final int POSTED_OFFSET = OVERRIDE_SINCE_OFFSET + Long.BYTES;

	static final int TOTAL_OFFSET = POSTED_OFFSET + Long.BYTES;

	static final int LEASE_OFFSET = TOTAL_OFFSET + Long.BYTES;

	static final int RETAINED_OFFSET = LEASE_OFFSET + Long.BYTES;

	static final int NAME_LENGTH_OFFSET = align(RETAINED_OFFSET + Integer.BYTES, LINE);

	static final int NAME_OFFSET = NAME_LENGTH_OFFSET + Integer.BYTES;

	/**
	 * A worker's name, a hash mark, and the index of an instance below 1,000.
	 */
	static final int NAME_CAPACITY = 63 + 4;

	// Slot, written by the worker process

	static final int STEP_OFFSET = align(NAME_OFFSET + NAME_CAPACITY, LINE);

	static final int PROGRESS_OFFSET = STEP_OFFSET + Long.BYTES;

	static final int PHASE_OFFSET = PROGRESS_OFFSET + Long.BYTES;

	static final int PAUSED_AT_OFFSET = align(PHASE_OFFSET + Integer.BYTES, Long.BYTES);

	static final int DEPARTURE_OFFSET = PAUSED_AT_OFFSET + Long.BYTES;

	static final int TICK_OFFSET = DEPARTURE_OFFSET + Long.BYTES;

	static final int HELD_OFFSET = TICK_OFFSET + Long.BYTES;

	// Slot, written by the worker process within the seqlock

	static final int SEQLOCK_OFFSET = align(HELD_OFFSET + Long.BYTES, LINE);

	static final int STATE_OFFSET = SEQLOCK_OFFSET + Long.BYTES;

	static final int INCARNATION_OFFSET = STATE_OFFSET + Integer.BYTES;

	static final int SINCE_OFFSET = INCARNATION_OFFSET + Integer.BYTES;

	static final int PID_OFFSET = SINCE_OFFSET + Long.BYTES;

	static final int ITERATIONS_OFFSET = PID_OFFSET + Long.BYTES;

	static final int LAST_NANOS_OFFSET = ITERATIONS_OFFSET + Long.BYTES;

	static final int LONGEST_NANOS_OFFSET = LAST_NANOS_OFFSET + Long.BYTES;

	static final int TOTAL_NANOS_OFFSET = LONGEST_NANOS_OFFSET + Long.BYTES;

	static final int FAILURES_OFFSET = TOTAL_NANOS_OFFSET + Long.BYTES;

	static final int ERROR_LENGTH_OFFSET = FAILURES_OFFSET + Long.BYTES;

	static final int OWN_LONGEST_NANOS_OFFSET = align(ERROR_LENGTH_OFFSET + Integer.BYTES, Long.BYTES);

	static final int ERROR_OFFSET = align(OWN_LONGEST_NANOS_OFFSET + Long.BYTES, LINE);

	static final int ERROR_CAPACITY = 2048;

	static final int CELLS_OFFSET = align(ERROR_OFFSET + ERROR_CAPACITY, PAGE);

	// Lines of a cell, from the cell's first byte

	static final int CELL_SEQUENCE_OFFSET = 0;

	static final int CELL_LENGTH_OFFSET = CELL_SEQUENCE_OFFSET + Long.BYTES;

	static final int CELL_CLAIM_OFFSET = align(CELL_LENGTH_OFFSET + Integer.BYTES, LINE);

	static final int CELL_ACKNOWLEDGED_OFFSET = align(CELL_CLAIM_OFFSET + Long.BYTES, LINE);

	static final int CELL_STATUS_OFFSET = CELL_ACKNOWLEDGED_OFFSET + Long.BYTES;

	static final int CELL_ANSWER_LENGTH_OFFSET = CELL_STATUS_OFFSET + Integer.BYTES;

	static final int CELL_SIZE = align(CELL_ANSWER_LENGTH_OFFSET + Integer.BYTES, LINE);

	private RegionDescriptor() {
	}

	// Return where the lines of a cell begin in its slot.
	static int cell(int cell) {
		return CELLS_OFFSET + cell * CELL_SIZE;
	}

	// Return how much of a slot is written at once when the region is created.
	static int statusSize(RegionLayout layout) {
		return align(cell(layout.mailboxCells()), PAGE);
	}

	// Return the size of the two bodies of a cell, in whole pages.
	static int bodiesSize(RegionLayout layout) {
		return align(2 * align(layout.mailboxSize(), LINE), PAGE);
	}

	// Return where the request of a cell begins in its slot.
	static int request(RegionLayout layout, int cell) {
		return statusSize(layout) + cell * bodiesSize(layout);
	}

	// Return where the answer of a cell begins in its slot.
	static int answer(RegionLayout layout, int cell) {
		return request(layout, cell) + align(layout.mailboxSize(), LINE);
	}

	// Return the size of a slot, in whole pages.
	static int slotSize(RegionLayout layout) {
		return request(layout, layout.mailboxCells());
	}

	// Return where a slot begins in the file.
	static long slotPosition(RegionLayout layout, int slot) {
		return HEADER_SIZE + (long) slot * slotSize(layout);
	}

	static int align(int offset, int alignment) {
		return (offset + alignment - 1) & -alignment;
	}

}
