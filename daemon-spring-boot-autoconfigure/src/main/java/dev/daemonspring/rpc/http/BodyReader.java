package dev.daemonspring.rpc.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body as it arrives, holding no thread in between. Called by one thread at a
 * time; ends exactly once.
 */
class BodyReader implements ReadListener, AsyncListener {

	private final ServletInputStream input;

	private final int max;

	private final Consumer<byte @Nullable []> whenRead;

	private final Runnable whenTooSlow;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Create a reader.
	 * @param whenRead takes the body, or {@code null} when it is too large
	 */
	BodyReader(ServletInputStream input, int max, Consumer<byte @Nullable []> whenRead, Runnable whenTooSlow) {
		this.input = input;
		this.max = max;
		this.whenRead = whenRead;
		this.whenTooSlow = whenTooSlow;
	}

	@Override
	public void onDataAvailable() throws IOException {
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
		end(this.whenTooSlow);
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		end(this.whenTooSlow);
	}

	@Override
	public void onError(AsyncEvent event) {
		end(this.whenTooSlow);
	}

	@Override
	public void onComplete(AsyncEvent event) {
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
	}

	private void end(Runnable action) {
		if (this.ended.compareAndSet(false, true)) {
			action.run();
		}
	}

}
