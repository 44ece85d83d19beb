package dev.daemonspring.rpc.http;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcErrorCode;

/**
 * The handler of the RPC's endpoint in a reactive application. It bypasses the
 * application's message readers and controller advice. No thread waits for a body to
 * arrive; a message is answered on one of the RPC's own threads, because a command may
 * take long. Thread-safe.
 */
public final class ReactiveRpcHandler implements WebHandler, AutoCloseable {

	private static final int MOST_THREADS = 200;

	private static final int MOST_WAITING = 1000;

	private static final int SECONDS_IDLE = 60;

	private final RpcEndpoint endpoint;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(MOST_THREADS, MOST_WAITING, "daemon-rpc",
			SECONDS_IDLE, true);

	/**
	 * Create a handler.
	 * @param endpoint the endpoint
	 */
	public ReactiveRpcHandler(RpcEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		return Mono.deferContextual((context) -> {
			ReactiveRequest request = ReactiveRequestNote.of(context);
			if (request == null) {
				// Forwarding headers may have been evaluated on the way here
				HttpGuard.Refusal refusal = new HttpGuard.Refusal(403, "its head was not recorded when it arrived");
				this.endpoint.logRefusal(refusal);
				return refuse(exchange, false, refusal);
			}
			return exchange.getPrincipal()
				.map((principal) -> ReactiveLogin.of(principal, this.endpoint.operators()))
				.defaultIfEmpty(Login.NONE)
				.flatMap((login) -> handle(exchange, request.head().withLogin(login), request.http2()));
		});
	}

	private Mono<Void> handle(ServerWebExchange exchange, RequestHead head, boolean http2) {
		HttpGuard.Refusal refusal = this.endpoint.check(head);
		if (refusal != null) {
			return new ReactiveBody(exchange.getRequest()).swallow()
				.then(Mono.defer(() -> refuse(exchange, http2, refusal)));
		}
		RpcAccess access = this.endpoint.accessOf(head);
		int max = this.endpoint.engine().limits().messageBytes();
		ReactiveBody reader = new ReactiveBody(exchange.getRequest());
		if (exchange.getRequest().getHeaders().getContentLength() > max) {
			return reader.swallow().then(Mono.defer(() -> answerTooLarge(exchange, http2)));
		}
		return reader.read(max)
			.timeout(this.endpoint.readTimeout())
			.map((message) -> NettyConnections.isClosed(exchange.getRequest()) ? Body.MALFORMED : Body.of(message))
			.onErrorResume((ex) -> Mono.just(Body.failed(ex)))
			.flatMap((body) -> answer(exchange, http2, body, access));
	}

	private Mono<Void> answer(ServerWebExchange exchange, boolean http2, Body body, RpcAccess access) {
		byte[] message = body.message();
		if (message == null) {
			return (body.status() == 0) ? answerTooLarge(exchange, http2)
					: refuse(exchange, http2, RpcEndpoint.notArrived(body.status()));
		}
		return Mono.fromCallable(() -> this.endpoint.engine().answer(message, access))
			.subscribeOn(this.scheduler)
			.onErrorResume(RejectedExecutionException.class, (ex) -> Mono.just(busy()))
			.flatMap((answer) -> write(exchange, answer.bytes(), (answer.refused()) ? 403 : 200));
	}

	private static RpcEngine.Answer busy() {
		return new RpcEngine.Answer(
				RpcEngine.error(RpcErrorCode.BUSY, "as many calls as allowed already wait for a thread. Try again."),
				false, false);
	}

	private Mono<Void> answerTooLarge(ServerWebExchange exchange, boolean http2) {
		closeConnection(exchange, http2);
		return write(exchange, this.endpoint.engine().tooLarge(), 200);
	}

	private Mono<Void> write(ServerWebExchange exchange, byte @Nullable [] answer, int status) {
		ServerHttpResponse response = exchange.getResponse();
		response.getHeaders().set("Cache-Control", "no-store");
		response.getHeaders().set("X-Content-Type-Options", "nosniff");
		if (answer == null) {
			response.setStatusCode(HttpStatusCode.valueOf(204));
			return response.setComplete();
		}
		response.setStatusCode(HttpStatusCode.valueOf(status));
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		response.getHeaders().setContentLength(answer.length);
		return Mono.using(() -> this.endpoint.engine().hold(answer),
				(holding) -> response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(answer))));
	}

	/**
	 * Refuse with a status and no body. The connection is closed because the request's
	 * body was not read.
	 */
	private static Mono<Void> refuse(ServerWebExchange exchange, boolean http2, HttpGuard.Refusal refusal) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
		closeConnection(exchange, http2);
		refusal.headers().forEach(response.getHeaders()::set);
		response.getHeaders().setContentLength(0);
		return response.setComplete();
	}

	private static void closeConnection(ServerWebExchange exchange, boolean http2) {
		if (!http2) {
			exchange.getResponse().getHeaders().set("Connection", "close");
		}
	}

	@Override
	public void close() {
		this.scheduler.dispose();
	}

	/**
	 * The body of a request.
	 *
	 * @param message the body, or {@code null} when it is incomplete or too large
	 * @param status the status of the answer when it is incomplete, or else 0
	 */
	private record Body(byte @Nullable [] message, int status) {

		static final Body MALFORMED = new Body(null, 400);

		static Body of(byte[] message) {
			return new Body(message, 0);
		}

		static Body failed(Throwable failure) {
			if (failure instanceof DataBufferLimitException) {
				return new Body(null, 0);
			}
			return new Body(null, (failure instanceof TimeoutException) ? 408 : 400);
		}

	}

}
