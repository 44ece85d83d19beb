package dev.daemonspring.region;

/**
 * The memory format of a metrics file, in which a worker process leaves the values of its
 * meters for the daemon: one header page, then two buffers that are written in turn, so
 * that one of them is whole at any time, whenever the writer dies. Everything is in the
 * byte order of the machine; the magic number reveals a foreign byte order.
 * <p>
 * A file belongs to the processes of one worker, or to those that several workers share,
 * one process after the other. Each field has one writer; fields of different sides lie
 * on different lines of 128 bytes. In the drawings D is the daemon and W the metrics
 * thread of the worker process.
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
 *  |                          Most series                          | D, plain
 *  +---------------------------------------------------------------+
 *  |                   Size that is not exceeded                   | D, plain
 *  +-------------------------------------------------------- 128 --+
 *  |                Requested: count of the requests               | D, release
 *  |                                                               |
 *  +-------------------------------------------------------- 256 --+
 *  |        Generation: count of the processes that came           | W, release
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |        Answered: the last request that was answered           | W, release,
 *  |                                                               |    after a buffer
 *  +------------------------------------------------------- 4096 --+
 *
 *  Buffer, twice
 *  +---------------------------------------------------------------+
 *  |          Seqlock: odd while what follows is written           | W
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          Generation                           | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                              Pid                              | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |        Number: count of the snapshots of all processes        | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                      Written at (epoch ms)                    | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |        Schema number: changes when the schema does            | W, in the seqlock
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                    Series that were left out                  | W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                        Schema's length                        | W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                        Count of values                        | W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                            (unused)                           |
 *  +---------------------------------------------------------------+
 *  |        Schema: what the values are, see MeterSchema          ...  W, in the seqlock
 *  +---------------------------------------------------------------+
 *  |                  Values (to the next multiple of 8)          ...  W, in the seqlock
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * Positions in a buffer count from its start. The header may be rubbish like everything
 * else in the file: the daemon trusts the dimensions that it has itself written, not
 * those that it reads.
 */
final class MetricsFileDescriptor {

	/**
	 * The letters {@code DMNMTRS} and a zero.
	 */
	static final long MAGIC = 0x444D4E4D54525300L;

	/**
	 * To be incremented with every change to this format or to that of the schema.
	 */
	static final int LAYOUT_VERSION = 1;

	// Header

	static final int MAGIC_OFFSET = 0;

	static final int LAYOUT_VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;

	static final int MAX_SERIES_OFFSET = LAYOUT_VERSION_OFFSET + Integer.BYTES;

	static final int MAX_SIZE_OFFSET = MAX_SERIES_OFFSET + Integer.BYTES;

	static final int REQUESTED_OFFSET = align(MAX_SIZE_OFFSET + Integer.BYTES, RegionDescriptor.LINE);

	static final int FILE_GENERATION_OFFSET = align(REQUESTED_OFFSET + Long.BYTES, RegionDescriptor.LINE);

	static final int ANSWERED_OFFSET = FILE_GENERATION_OFFSET + Long.BYTES;

	static final int HEADER_SIZE = align(ANSWERED_OFFSET + Long.BYTES, RegionDescriptor.PAGE);

	// Buffer

	static final int BUFFERS = 2;

	static final int SEQLOCK_OFFSET = 0;

	static final int GENERATION_OFFSET = SEQLOCK_OFFSET + Long.BYTES;

	static final int PID_OFFSET = GENERATION_OFFSET + Long.BYTES;

	static final int NUMBER_OFFSET = PID_OFFSET + Long.BYTES;

	static final int WRITTEN_AT_OFFSET = NUMBER_OFFSET + Long.BYTES;

	static final int SCHEMA_NUMBER_OFFSET = WRITTEN_AT_OFFSET + Long.BYTES;

	static final int LEFT_OUT_OFFSET = SCHEMA_NUMBER_OFFSET + Long.BYTES;

	static final int SCHEMA_LENGTH_OFFSET = LEFT_OUT_OFFSET + Integer.BYTES;

	static final int VALUES_OFFSET = SCHEMA_LENGTH_OFFSET + Integer.BYTES;

	static final int SCHEMA_OFFSET = align(VALUES_OFFSET + Integer.BYTES, Long.BYTES);

	private MetricsFileDescriptor() {
	}

	// Return where a buffer begins in the file.
	static int buffer(MetricsLayout layout, int buffer) {
		return HEADER_SIZE + buffer * layout.bufferSize();
	}

	// Return where the values begin in their buffer.
	static int values(int schemaLength) {
		return align(SCHEMA_OFFSET + schemaLength, Long.BYTES);
	}

	private static int align(int offset, int alignment) {
		return RegionDescriptor.align(offset, alignment);
	}

}
