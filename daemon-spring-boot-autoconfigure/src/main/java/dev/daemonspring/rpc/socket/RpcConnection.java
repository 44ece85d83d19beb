package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcErrorCode;
import dev.daemonspring.rpc.RpcSession;

/**
 * A connection, whose lines are read and answered one after the other. Run by a thread of
 * its own; {@link #checkIdle}, {@link #isAnswering} and {@link #close} may be called by
 * any thread.
 */
class RpcConnection implements Runnable {

	/**
	 * The maximum length in bytes of a message that presents a token. An unauthenticated
	 * caller must not be able to fill the memory.
	 */
	private static final int MAX_AUTHENTICATION_BYTES = 8192;

	private final SocketChannel channel;

	private final RpcEngine engine;

	private final RpcSession session;

	private final Setting setting;

	private final long opened = System.nanoTime();

	private volatile Activity activity = Activity.READING;

	private volatile long since = this.opened;

	private volatile boolean admitted;

	private volatile boolean idle;

	/**
	 * Create a connection.
	 * @param setting what the connection shares with others of its socket
	 */
	RpcConnection(SocketChannel channel, RpcEngine engine, RpcSession session, Setting setting) {
		this.channel = channel;
		this.engine = engine;
		this.session = session;
		this.setting = setting;
		this.admitted = session.isAuthenticated();
	}

	@Override
	public void run() {
		try (this.channel) {
			int max = this.engine.limits().messageBytes();
			LineReader reader = new LineReader(this.channel,
					(this.admitted) ? max : Math.min(max, MAX_AUTHENTICATION_BYTES), this.setting.strict());
			boolean first = true;
			for (byte[] line = reader.next(); line != null && !this.idle; line = reader.next()) {
				if (!answer(line, first && this.setting.strict())) {
					return;
				}
				reader.max(max);
				first = false;
				enter(Activity.READING);
			}
			if (this.idle) {
				write(RpcEngine.error(RpcErrorCode.IDLE,
						(this.admitted) ? "no complete message arrived in time" : "no token was shown in time"));
			}
		}
		catch (IOException ex) {
			// The caller or the daemon closed the connection
		}
	}

	/**
	 * Answer a line.
	 * @param strict whether to close the connection when the line is not a message,
	 * because a web page may have made a browser send what follows
	 * @return whether to read on
	 */
	private boolean answer(byte[] line, boolean strict) throws IOException {
		enter(Activity.ANSWERING);
		if (line == LineReader.FOREIGN) {
			this.setting.warn("foreign", this,
					"its first line is not a JSON-RPC message. A web page may have made a browser send it.");
			write(RpcEngine.error(RpcErrorCode.PARSE_ERROR, "the first line is not a JSON-RPC message"));
			return false;
		}
		boolean tooLong = line == LineReader.TOO_LONG;
		if (tooLong && this.admitted) {
			write(this.engine.tooLarge());
			return !strict;
		}
		byte[] answer = (tooLong) ? RpcSession.unauthorized() : this.session.handle(trim(line));
		if (!this.session.isAuthenticated()) {
			this.setting.warn("token", this, "it did not show the token.");
			write(answer);
			return false;
		}
		if (!this.admitted) {
			if (!this.setting.admit().test(this)) {
				write(RpcEngine.error(RpcErrorCode.TOO_MANY_CONNECTIONS, "as many as allowed are open"));
				return false;
			}
			this.admitted = true;
		}
		write(answer);
		return !strict || !this.session.isParseError();
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
		try (RpcEngine.Holding unused = this.engine.hold(answer)) {
			while (line.hasRemaining()) {
				this.channel.write(line);
			}
		}
	}

	private void enter(Activity activity) {
		this.since = System.nanoTime();
		this.activity = activity;
	}

	/**
	 * Close the connection when its caller has not sent a complete message, or has not
	 * read its answer, for too long, or has not presented the token in time. A connection
	 * whose command runs for long is not idle.
	 */
	void checkIdle(long now, long idleNanos, long authenticationNanos) {
		boolean late = (this.admitted) ? now - this.since >= idleNanos : now - this.opened >= authenticationNanos;
		if (!late) {
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
			// It is closed anyway
		}
	}

	@Override
	public String toString() {
		try {
			return String.valueOf(this.channel.getRemoteAddress());
		}
		catch (IOException ex) {
			return "a caller that is gone";
		}
	}

	private enum Activity {

		READING, ANSWERING, WRITING

	}

	/**
	 * What the connections of a socket share.
	 *
	 * @param strict whether to close a connection whose first line is not a message
	 * @param admit returns whether there is room for a connection that has presented the
	 * token
	 * @param refusals takes the kind and the reason when a connection is closed
	 */
	record Setting(boolean strict, Predicate<RpcConnection> admit, BiConsumer<String, String> refusals) {

		void warn(String kind, RpcConnection connection, String reason) {
			this.refusals.accept(kind, "hung up on '" + connection + "': " + reason);
		}

	}

}
