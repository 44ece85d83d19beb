package dev.daemonspring.region;

/**
 * The layout of the status region. All numbers are in the byte order of the machine.
 *
 * <pre>
 *  the file
 *  +---------------+--------+--------+- ... -+--------------+- ...
 *  | header page   | slot 0 | slot 1 |       | scratch slot |
 *  +---------------+--------+--------+- ... -+--------------+- ...
 *
 *  the header page                                        written by
 *  +---------------------------------------------------+
 *  | magic (8)                                         |  daemon, once
 *  | layout version (4) | slot count (4)               |  daemon, once; the version
 *  | mailbox size (4)   | mailbox cells (4)            |  last of all, with release
 *  | pid of the daemon (8)                             |  daemon, once
 *  +--- 128 -------------------------------------------+
 *  | heartbeat (8)                                     |  daemon, release
 *  +---------------------------------------------------+
 *
 *  a slot
 *  +---------------------------------------------------+
 *  | verdict (8): incarnation &lt;&lt; 8 | state + 1         |  daemon, release
 *  | verdict since (8): wall clock in milliseconds     |  daemon, before the verdict
 *  | order (8): count &lt;&lt; 8 | wanted state               |  daemon, release
 *  | posted (8): last sequence that was posted         |  daemon, release
 *  | length of the name (4)                            |  daemon, before the name is used
 *  +--- 64 --------------------------------------------+
 *  | the worker's name (64)                            |  daemon, plain
 *  +--- 128 -------------------------------------------+
 *  | progress (8)                                      |  worker, atomic add: any thread
 *  +--- 256 -------------------------------------------+
 *  | heard (8): doorbells heard                        |  worker's control thread, release
 *  +--- 384 -------------------------------------------+
 *  | version (8): odd while the fields below change    |  worker's loop, see below
 *  | state (4)          | activity (4)                 |  worker's loop
 *  | incarnation (4)    | phase (4)                    |  worker's loop
 *  | pid (8)                                           |  worker's loop
 *  | since (8): wall clock in milliseconds             |  worker's loop
 *  | iterations (8)                                    |  worker's loop
 *  | last, longest, total time (8, 8, 8): nanoseconds  |  worker's loop
 *  | failures (8)                                      |  worker's loop
 *  | paused itself at order (8): count + 1, 0 = never  |  worker, release: any thread
 *  | length of the error (4)                           |  worker's loop
 *  +--- 512 -------------------------------------------+
 *  | text of the last error (2048)                     |  worker's loop
 *  +--- 4096 ------------------------------------------+
 *  | cells of the mailbox, of whole pages each         |
 *  +---------------------------------------------------+
 *
 *  a cell of the mailbox
 *  +---------------------------------------------------+
 *  | sequence (8), written last with release           |  daemon
 *  | length of the request (4)                         |  daemon, before the sequence
 *  +--- 128 -------------------------------------------+
 *  | claim (8): sequence &lt;&lt; 2 | taken or withdrawn     |  whoever wins the CAS
 *  +--- 256 -------------------------------------------+
 *  | acknowledged sequence (8), written last, release  |  worker
 *  | status (4)         | length of the answer (4)     |  worker, before it
 *  +--- 384 -------------------------------------------+
 *  | request (mailbox size)                            |  daemon, before the sequence
 *  +---------------------------------------------------+
 *  | answer (mailbox size)                             |  worker, before it acknowledges
 *  +---------------------------------------------------+
 * </pre>
 *
 * The fields from {@code version} to the error text are read together and are guarded by
 * a seqlock: its writer makes the version odd, then writes, then makes it even with
 * release semantics; a reader takes what it copied between two reads of the same even
 * version. State, activity, incarnation and phase may also be read alone. The claim is
 * the one field with two writers: it decides between them.
 * <p>
 * Fields that different sides write lie 128 bytes apart, since processors fetch cache
 * lines in pairs.
 */
final class RegionDescriptor {

	static final long MAGIC = 0x6461656D6F6E7372L;

	static final int LAYOUT_VERSION = 1;

	static final int PAGE_SIZE = 4096;

	static final int HEADER_SIZE = PAGE_SIZE;

	static final int APART = 128;

	// The header

	static final int MAGIC_OFFSET = 0;

	static final int LAYOUT_VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;

	static final int SLOT_COUNT_OFFSET = LAYOUT_VERSION_OFFSET + Integer.BYTES;

	static final int MAILBOX_SIZE_OFFSET = SLOT_COUNT_OFFSET + Integer.BYTES;

	static final int MAILBOX_CELLS_OFFSET = MAILBOX_SIZE_OFFSET + Integer.BYTES;

	static final int DAEMON_PID_OFFSET = MAILBOX_CELLS_OFFSET + Integer.BYTES;

	static final int HEARTBEAT_OFFSET = MAGIC_OFFSET + APART;

	// A slot: what the daemon writes

	static final int VERDICT_OFFSET = 0;

	static final int VERDICT_SINCE_OFFSET = VERDICT_OFFSET + Long.BYTES;

	static final int ORDER_OFFSET = VERDICT_SINCE_OFFSET + Long.BYTES;

	static final int POSTED_OFFSET = ORDER_OFFSET + Long.BYTES;

	static final int NAME_LENGTH_OFFSET = POSTED_OFFSET + Long.BYTES;

	static final int NAME_OFFSET = VERDICT_OFFSET + 64;

	static final int NAME_CAPACITY = 64;

	// A slot: what the worker process writes

	static final int PROGRESS_OFFSET = VERDICT_OFFSET + APART;

	static final int HEARD_OFFSET = PROGRESS_OFFSET + APART;

	static final int VERSION_OFFSET = HEARD_OFFSET + APART;

	static final int STATE_OFFSET = VERSION_OFFSET + Long.BYTES;

	static final int ACTIVITY_OFFSET = STATE_OFFSET + Integer.BYTES;

	static final int INCARNATION_OFFSET = ACTIVITY_OFFSET + Integer.BYTES;

	static final int PHASE_OFFSET = INCARNATION_OFFSET + Integer.BYTES;

	static final int PID_OFFSET = PHASE_OFFSET + Integer.BYTES;

	static final int SINCE_OFFSET = PID_OFFSET + Long.BYTES;

	static final int ITERATIONS_OFFSET = SINCE_OFFSET + Long.BYTES;

	static final int LAST_OFFSET = ITERATIONS_OFFSET + Long.BYTES;

	static final int LONGEST_OFFSET = LAST_OFFSET + Long.BYTES;

	static final int TOTAL_OFFSET = LONGEST_OFFSET + Long.BYTES;

	static final int FAILURES_OFFSET = TOTAL_OFFSET + Long.BYTES;

	static final int PAUSED_AT_OFFSET = FAILURES_OFFSET + Long.BYTES;

	static final int ERROR_LENGTH_OFFSET = PAUSED_AT_OFFSET + Long.BYTES;

	static final int ERROR_OFFSET = VERSION_OFFSET + APART;

	static final int ERROR_CAPACITY = 2048;

	static final int MAILBOX_OFFSET = PAGE_SIZE;

	// A cell of the mailbox

	static final int CELL_SEQUENCE_OFFSET = 0;

	static final int CELL_LENGTH_OFFSET = CELL_SEQUENCE_OFFSET + Long.BYTES;

	static final int CELL_CLAIM_OFFSET = CELL_SEQUENCE_OFFSET + APART;

	static final int CELL_ACKNOWLEDGED_OFFSET = CELL_CLAIM_OFFSET + APART;

	static final int CELL_STATUS_OFFSET = CELL_ACKNOWLEDGED_OFFSET + Long.BYTES;

	static final int CELL_ANSWER_LENGTH_OFFSET = CELL_STATUS_OFFSET + Integer.BYTES;

	static final int CELL_REQUEST_OFFSET = CELL_ACKNOWLEDGED_OFFSET + APART;

	static final int TAKEN = 1;

	static final int WITHDRAWN = 2;

	private RegionDescriptor() {
	}

	static int pages(int size) {
		return (size + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
	}

	static long claim(long sequence, int kind) {
		return sequence << 2 | kind;
	}

	static long claimedSequence(long claim) {
		return claim >>> 2;
	}

}
