package dev.daemonspring.region;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * The life of one process of a worker, as a {@link LifeFile} keeps it: always the same
 * number of bytes, in network order. Texts that are too long are truncated. A checksum
 * tells a record from rubbish, also from one that was written in part.
 *
 * <pre>
 *  +--------------------------------------------------------- 0 ---+
 *  |               Checksum (CRC-32) of what follows               |
 *  +---------------------------------------------------------------+
 *  |                           Exit code                           |
 *  +---------------------------------------------------------------+
 *  |                    Number of the life, from 1                 |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |     Started, ended (epoch ms; 0 while it runs), pid          ...
 *  +---------------------------------------------------------------+
 *  |              Iterations, longest iteration (ns)              ...
 *  +-------------------------------------------------------- 56 ---+
 *  |     Reason    |     Start     |         Exit's length         |
 *  +---------------------------------------------------------------+
 *  |        Error's length         |           (unused)            |
 *  +-------------------------------------------------------- 64 ---+
 *  |             Exit in words (UTF-8), at most 112 bytes         ...
 *  +------------------------------------------------------- 176 ---+
 *  |            Error's excerpt (UTF-8), at most 336 bytes        ...
 *  +------------------------------------------------------- 512 ---+
 * </pre>
 *
 * @param number the number of the life among those of the worker, from 1
 * @param started when it started, in milliseconds since the epoch
 * @param ended when it ended, or 0 if it had not when the record was written
 * @param pid the id of the process
 * @param exitCode the exit code
 * @param iterations the number of completed iterations
 * @param longestNanos how long the longest of them took
 * @param reason a code for why it ended
 * @param start a code for how it was started
 * @param exit how the process ended, in words, or {@code null}
 * @param error an excerpt of the last error, or {@code null}
 */
public record LifeRecord(long number, long started, long ended, long pid, int exitCode, long iterations,
		long longestNanos, int reason, int start, @Nullable String exit, @Nullable String error) {

	static final int SIZE = 512;

	private static final int EXIT_OFFSET = 64;

	private static final int EXIT_CAPACITY = 112;

	private static final int ERROR_OFFSET = EXIT_OFFSET + EXIT_CAPACITY;

	private static final int ERROR_CAPACITY = SIZE - ERROR_OFFSET;

	/**
	 * Return this record's bytes, with the position at the first of them.
	 */
	ByteBuffer toBytes() {
		byte[] exitBytes = Utf8.truncate((this.exit != null) ? this.exit : "", EXIT_CAPACITY);
		byte[] errorBytes = Utf8.truncate((this.error != null) ? this.error : "", ERROR_CAPACITY);
		ByteBuffer bytes = ByteBuffer.allocate(SIZE);
		bytes.position(Integer.BYTES);
		bytes.putInt(this.exitCode)
			.putLong(this.number)
			.putLong(this.started)
			.putLong(this.ended)
			.putLong(this.pid)
			.putLong(this.iterations)
			.putLong(this.longestNanos)
			.put((byte) this.reason)
			.put((byte) this.start)
			.putShort((short) exitBytes.length)
			.putShort((short) errorBytes.length);
		bytes.put(EXIT_OFFSET, exitBytes).put(ERROR_OFFSET, errorBytes);
		return bytes.putInt(0, checksum(bytes)).rewind();
	}

	/**
	 * Return the record that bytes contain, or {@code null} if they are none.
	 * @param bytes {@link #SIZE} bytes
	 */
	static @Nullable LifeRecord of(ByteBuffer bytes) {
		bytes.rewind();
		int checksum = bytes.getInt();
		int exitCode = bytes.getInt();
		long number = bytes.getLong();
		if (number <= 0 || checksum != checksum(bytes)) {
			return null;
		}
		return new LifeRecord(number, bytes.getLong(), bytes.getLong(), bytes.getLong(), exitCode, bytes.getLong(),
				bytes.getLong(), bytes.get() & 0xFF, bytes.get() & 0xFF,
				text(bytes, EXIT_OFFSET, bytes.getShort(), EXIT_CAPACITY),
				text(bytes, ERROR_OFFSET, bytes.getShort(), ERROR_CAPACITY));
	}

	private static @Nullable String text(ByteBuffer bytes, int offset, int length, int capacity) {
		if (length <= 0 || length > capacity) {
			return null;
		}
		byte[] text = new byte[length];
		bytes.get(offset, text);
		return Utf8.decode(text);
	}

	private static int checksum(ByteBuffer bytes) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes.array(), Integer.BYTES, SIZE - Integer.BYTES);
		return (int) checksum.getValue();
	}

}
