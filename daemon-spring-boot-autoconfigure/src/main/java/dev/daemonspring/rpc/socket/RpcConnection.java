package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcErrorCode;
import dev.daemonspring.rpc.RpcSession;

/**
 * One connection: reads a line, answers it, reads the next. Run by a thread of its own;
 * {@link #checkIdle} and {@link #close} may be called by any.
 */
class RpcConnection implements Runnable {

	private final SocketChannel channel;

	private final RpcEngine engine;

	private final RpcSession session;

	private final boolean strict;

	private volatile Activity activity = Activity.READING;

	private volatile long since = System.nanoTime();

	private volatile boolean idle;

	/**
	 * Create a connection.
	 * @param strict whether to hang up on a caller whose first line is no JSON: it speaks
	 * another protocol, such as a browser that a page has sent here
	 */
	RpcConnection(SocketChannel channel, RpcEngine engine, RpcSession session, boolean strict) {
		this.channel = channel;
		this.engine = engine;
		this.session = session;
		this.strict = strict;
	}

	@Override
	public void run() {
		try (this.channel) {
			LineReader reader = new LineReader(this.channel, this.engine.limits().messageBytes());
			boolean first = true;
			for (byte[] line = reader.next(); line != null && !this.idle; line = reader.next()) {
				enter(Activity.ANSWERING);
				byte[] answer = (line == LineReader.TOO_LONG) ? this.engine.tooLarge()
						: this.session.handle(trim(line));
				write(answer);
				if (this.session.isRefused() || (this.strict && first && this.session.isParseError())) {
					return;
				}
				first = false;
				enter(Activity.READING);
			}
			if (this.idle) {
				write(RpcEngine.error(RpcErrorCode.IDLE, "no whole message came in time"));
			}
		}
		catch (IOException ex) {
			// The caller hung up, or the daemon did
		}
	}

	private static byte[] trim(byte[] line) {
		return (line[line.length - 1] == '\r') ? Arrays.copyOf(line, line.length - 1) : line;
	}

	private void write(byte @Nullable [] answer) throws IOException {
		if (answer == null) {
			return;
		}
		enter(Activity.WRITING);
		ByteBuffer line = ByteBuffer.allocate(answer.length + 1).put(answer).put((byte) '\n').flip();
		while (line.hasRemaining()) {
			this.channel.write(line);
		}
	}

	private void enter(Activity activity) {
		this.since = System.nanoTime();
		this.activity = activity;
	}

	/**
	 * End the connection when its caller has brought no whole message, or has not taken
	 * its answer, for too long. A command that runs for long is no idleness.
	 */
	void checkIdle(long now, long timeoutNanos) {
		if (now - this.since < timeoutNanos) {
			return;
		}
		try {
			if (this.activity == Activity.READING && !this.idle) {
				this.idle = true;
				this.channel.shutdownInput();
			}
			else if (this.activity == Activity.WRITING) {
				this.channel.close();
			}
		}
		catch (IOException ex) {
			close();
		}
	}

	boolean isAnswering() {
		return this.activity != Activity.READING;
	}

	void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// It is closed all the same
		}
	}

	private enum Activity {

		READING, ANSWERING, WRITING

	}

}
