package dev.daemonspring.rpc.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The body of a request in a reactive application, read within limits. What is not wanted
 * is swallowed, up to a limit of its own, before the answer closes the connection:
 * Reactor Netty would close it at once, and a client that still sends would be told that
 * the connection was reset instead of the answer.
 */
final class ReactiveBody {

	/**
	 * How much is read only to be thrown away; Tomcat's {@code maxSwallowSize} has the
	 * same default.
	 */
	static final int MOST_SWALLOWED = 2 * 1024 * 1024;

	private static final Duration SWALLOW_TIMEOUT = Duration.ofSeconds(1);

	private final ServerHttpRequest request;

	ReactiveBody(ServerHttpRequest request) {
		this.request = request;
	}

	/**
	 * Read the body.
	 * @param max the maximum number of bytes
	 * @return the body, or a {@link DataBufferLimitException} if it is larger
	 */
	Mono<byte[]> read(int max) {
		return Mono.defer(() -> {
			BoundedBuffer buffer = new BoundedBuffer(max);
			return readInto(buffer).then(Mono.fromSupplier(buffer::bytes));
		});
	}

	/**
	 * Read what has been sent, and throw it away. This does nothing for a client that
	 * waits for a {@code 100 Continue} or has more to send than is swallowed, and takes a
	 * second at most.
	 */
	Mono<Void> swallow() {
		long length = this.request.getHeaders().getContentLength();
		boolean nothing = length == 0 || (length < 0 && !this.request.getHeaders().containsHeader("Transfer-Encoding"));
		if (nothing || length > MOST_SWALLOWED || this.request.getHeaders().containsHeader("Expect")) {
			return Mono.empty();
		}
		return readInto(new BoundedBuffer(0)).timeout(SWALLOW_TIMEOUT).onErrorComplete();
	}

	private Mono<Void> readInto(BoundedBuffer buffer) {
		Flux<DataBuffer> body = this.request.getBody();
		return body.takeUntil(buffer::add)
			.takeUntilOther(buffer.exceeded().delayElement(SWALLOW_TIMEOUT))
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.then();
	}

	/**
	 * A buffer that keeps what is within the limit, and counts what is beyond it.
	 */
	private static final class BoundedBuffer {

		private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

		private final Sinks.One<Boolean> exceeded = Sinks.one();

		private final int max;

		private long size;

		private BoundedBuffer(int max) {
			this.max = max;
		}

		/**
		 * Add and release what has arrived.
		 * @return whether so much has arrived that no more is read
		 */
		private boolean add(DataBuffer arrived) {
			this.size += arrived.readableByteCount();
			if (this.size <= this.max) {
				byte[] bytes = new byte[arrived.readableByteCount()];
				arrived.read(bytes);
				this.kept.writeBytes(bytes);
			}
			else {
				this.kept.reset();
				this.exceeded.tryEmitValue(true);
			}
			DataBufferUtils.release(arrived);
			return this.size > (long) this.max + MOST_SWALLOWED;
		}

		/**
		 * Return what tells that the limit was exceeded.
		 */
		private Mono<Boolean> exceeded() {
			return this.exceeded.asMono();
		}

		private byte[] bytes() {
			if (this.size > this.max) {
				throw new DataBufferLimitException("Exceeded limit on max bytes to buffer: " + this.max);
			}
			return this.kept.toByteArray();
		}

	}

}
