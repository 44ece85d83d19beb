package dev.daemonspring.rpc.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import org.jspecify.annotations.Nullable;

/**
 * A reader that splits a stream into lines, of which it keeps no more than a limit in
 * memory. Not thread-safe.
 */
class LineReader {

	/**
	 * The result for a line that is longer than the limit.
	 */
	static final byte[] TOO_LONG = {};

	/**
	 * The result for a first line that can't be a message.
	 */
	static final byte[] FOREIGN = {};

	private final ReadableByteChannel channel;

	private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

	private int max;

	private boolean checkFirst;

	private boolean discarding;

	/**
	 * Create a reader.
	 * @param max the maximum length of a line in bytes
	 * @param checkFirst whether to stop at the first byte of the first line when that
	 * begins neither an object nor an array, because the caller speaks another protocol,
	 * such as HTTP
	 */
	LineReader(ReadableByteChannel channel, int max, boolean checkFirst) {
		this.channel = channel;
		this.max = max;
		this.checkFirst = checkFirst;
	}

	void max(int max) {
		this.max = max;
	}

	/**
	 * Wait for a line that is not blank.
	 * @return its bytes, {@link #TOO_LONG}, {@link #FOREIGN}, or {@code null} at the end
	 * of the stream
	 */
	byte @Nullable [] next() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		boolean blank = true;
		while (this.buffer.hasRemaining() || fill()) {
			byte b = this.buffer.get();
			if (b == '\n') {
				if (!this.discarding && !blank) {
					return line.toByteArray();
				}
				this.discarding = false;
				line.reset();
				blank = true;
			}
			else if (!this.discarding) {
				line.write(b);
				blank &= isBlank(b);
				if (!blank && this.checkFirst) {
					this.checkFirst = false;
					if (b != '{' && b != '[') {
						return FOREIGN;
					}
				}
				// A carriage return at the end of the line is not part of the message
				if (line.size() > this.max + 1) {
					this.discarding = true;
					return TOO_LONG;
				}
			}
		}
		return (!blank && !this.discarding) ? line.toByteArray() : null;
	}

	private static boolean isBlank(byte b) {
		return b == ' ' || b == '\r' || b == '\t';
	}

	private boolean fill() throws IOException {
		this.buffer.clear();
		int count = this.channel.read(this.buffer);
		this.buffer.flip();
		return count > 0;
	}

}
