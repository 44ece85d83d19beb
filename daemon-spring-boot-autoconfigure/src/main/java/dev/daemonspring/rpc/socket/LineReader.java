package dev.daemonspring.rpc.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines, holding no more of one than a limit. Not thread-safe.
 */
class LineReader {

	/**
	 * Stands for a line that was longer than the limit.
	 */
	static final byte[] TOO_LONG = {};

	/**
	 * Stands for a first line that is no message, whatever follows.
	 */
	static final byte[] FOREIGN = {};

	private final ReadableByteChannel channel;

	private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

	private int max;

	private boolean checkFirst;

	private boolean discarding;

	/**
	 * Create a reader.
	 * @param max the most bytes of a line
	 * @param checkFirst whether to stop at the first byte of the first line when that is
	 * no object and no array: the caller speaks another protocol, such as HTTP
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
				// A carriage return before the end of the line is not the message's
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
