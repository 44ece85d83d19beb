package dev.daemonspring.rpc.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A listener that collects a body as it arrives and holds no thread in between. Called by
 * one thread at a time; ends exactly once.
 */
class BodyReader implements ReadListener, AsyncListener {

	private final ServletInputStream input;

	private final int max;

	private final Consumer<byte @Nullable []> whenRead;

	private final IntConsumer whenFailed;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Create a reader.
	 * @param arrived what has been read of the body before
	 * @param max the maximum size of the body in bytes
	 * @param whenRead takes the body, or {@code null} when it is too large
	 * @param whenFailed takes the status of the answer when the body does not arrive
	 * whole
	 */
	BodyReader(ServletInputStream input, byte[] arrived, int max, Consumer<byte @Nullable []> whenRead,
			IntConsumer whenFailed) {
		this.input = input;
		this.bytes.writeBytes(arrived);
		this.max = max;
		this.whenRead = whenRead;
		this.whenFailed = whenFailed;
	}

	/**
	 * Read what has arrived of a body, without waiting for more. A container may tell
	 * only that something is available, and not how much.
	 * @param input the body
	 * @param length the length of the body, or less than zero if it is not known, in
	 * which case nothing is read
	 * @return what was read
	 * @throws IOException when the body is malformed or its sender is gone
	 */
	static byte[] readArrived(ServletInputStream input, long length) throws IOException {
		ByteArrayOutputStream arrived = new ByteArrayOutputStream((int) Math.min(Math.max(length, 0), 8192));
		byte[] buffer = new byte[(int) Math.min(Math.max(length, 1), 8192)];
		while (arrived.size() < length && input.available() > 0) {
			int count = input.read(buffer, 0, (int) Math.min(buffer.length, length - arrived.size()));
			if (count < 0) {
				break;
			}
			arrived.write(buffer, 0, count);
		}
		return arrived.toByteArray();
	}

	/**
	 * Read what is available. An exception thrown from here would close the connection
	 * before an answer is sent.
	 */
	@Override
	public void onDataAvailable() {
		try {
			read();
		}
		catch (IOException ex) {
			end(() -> this.whenFailed.accept(statusOf(ex)));
		}
	}

	private void read() throws IOException {
		byte[] buffer = new byte[8192];
		while (!this.ended.get() && this.input.isReady()) {
			int count = this.input.read(buffer);
			if (count < 0) {
				return;
			}
			this.bytes.write(buffer, 0, count);
			if (this.bytes.size() > this.max) {
				end(() -> this.whenRead.accept(null));
				return;
			}
		}
	}

	@Override
	public void onAllDataRead() {
		end(() -> this.whenRead.accept(this.bytes.toByteArray()));
	}

	@Override
	public void onError(Throwable thrown) {
		end(() -> this.whenFailed.accept(statusOf(thrown)));
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		end(() -> this.whenFailed.accept(HttpServletResponse.SC_REQUEST_TIMEOUT));
	}

	@Override
	public void onError(AsyncEvent event) {
		end(() -> this.whenFailed.accept(statusOf(event.getThrowable())));
	}

	@Override
	public void onComplete(AsyncEvent event) {
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
	}

	/**
	 * Return the status for a body that can't be read because it is too slow or
	 * malformed, such as a chunk without a length.
	 */
	static int statusOf(@Nullable Throwable thrown) {
		return (thrown instanceof SocketTimeoutException) ? HttpServletResponse.SC_REQUEST_TIMEOUT
				: HttpServletResponse.SC_BAD_REQUEST;
	}

	private void end(Runnable action) {
		if (this.ended.compareAndSet(false, true)) {
			action.run();
		}
	}

}
