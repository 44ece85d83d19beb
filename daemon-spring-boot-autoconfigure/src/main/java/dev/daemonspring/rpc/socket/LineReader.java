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

	private final ReadableByteChannel channel;

	private final int max;

	private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

	private boolean discarding;

	LineReader(ReadableByteChannel channel, int max) {
		this.channel = channel;
		this.max = max;
	}

	/**
	 * Wait for a line that is not blank.
	 * @return its bytes, {@link #TOO_LONG}, or {@code null} at the end
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
				blank &= b == ' ' || b == '\r' || b == '\t';
				// A carriage return before the end of the line is not the message's
				if (line.size() > this.max + 1) {
					this.discarding = true;
					return TOO_LONG;
				}
			}
		}
		return (!blank && !this.discarding) ? line.toByteArray() : null;
	}

	private boolean fill() throws IOException {
		this.buffer.clear();
		int count = this.channel.read(this.buffer);
		this.buffer.flip();
		return count > 0;
	}

}
