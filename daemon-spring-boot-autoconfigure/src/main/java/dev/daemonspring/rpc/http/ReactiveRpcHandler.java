package dev.daemonspring.rpc.http;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.daemonspring.rpc.LimitedLog;
import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcErrorCode;
import dev.daemonspring.rpc.RpcRules;

/**
 * The RPC's endpoint in a reactive application. No message reader and no advice of the
 * application comes between. A body that has not arrived yet is waited for without a
 * thread; a message is answered on one of the RPC's own threads, because a command may
 * take long. Thread-safe.
 */
public final class ReactiveRpcHandler implements WebHandler, AutoCloseable {

	private static final int MOST_THREADS = 200;

	private static final int MOST_WAITING = 1000;

	private static final int SECONDS_IDLE = 60;

	private final Supplier<RpcEngine> engine;

	private final RpcRules rules;

	private final HttpGuard guard;

	private final Operators operators;

	private final LimitedLog refusals = new LimitedLog(LogFactory.getLog(ReactiveRpcHandler.class));

	private final Duration readTimeout;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(MOST_THREADS, MOST_WAITING, "daemon-rpc",
			SECONDS_IDLE, true);

	/**
	 * Create a handler.
	 * @param engine gives what answers
	 * @param rules what callers may call
	 * @param guard who may come in
	 * @param operators whose login is an operator's
	 * @param readTimeout how long a body may take to arrive
	 */
	public ReactiveRpcHandler(Supplier<RpcEngine> engine, RpcRules rules, HttpGuard guard, Operators operators,
			Duration readTimeout) {
		this.engine = engine;
		this.rules = rules;
		this.guard = guard;
		this.operators = operators;
		this.readTimeout = readTimeout;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		return Mono.deferContextual((context) -> {
			ReactiveRequest request = ReactiveRequestNote.of(context);
			if (request == null) {
				// Nobody knows what was believed on the way here
				return refuse(exchange, false, new HttpGuard.Refusal(403, "nobody has noted how it came in"));
			}
			return exchange.getPrincipal()
				.map((principal) -> ReactiveLogin.of(principal, this.operators))
				.defaultIfEmpty(Login.NONE)
				.flatMap((login) -> handle(exchange, request.head().withLogin(login), request.http2()));
		});
	}

	private Mono<Void> handle(ServerWebExchange exchange, RequestHead head, boolean http2) {
		HttpGuard.Refusal refusal = this.guard.check(head);
		if (refusal != null) {
			return refuse(exchange, http2, refusal);
		}
		RpcAccess access = this.rules.of(this.guard.callerOf(head));
		int max = this.engine.get().limits().messageBytes();
		if (exchange.getRequest().getHeaders().getContentLength() > max) {
			return answerTooLarge(exchange, http2);
		}
		return DataBufferUtils.join(exchange.getRequest().getBody(), max)
			.map(ReactiveRpcHandler::bytes)
			.defaultIfEmpty(new byte[0])
			.timeout(this.readTimeout)
			.map((message) -> NettyConnections.isClosed(exchange.getRequest()) ? Body.MALFORMED : Body.of(message))
			.onErrorResume((ex) -> Mono.just(Body.failed(ex)))
			.flatMap((body) -> answer(exchange, http2, body, access));
	}

	private Mono<Void> answer(ServerWebExchange exchange, boolean http2, Body body, RpcAccess access) {
		byte[] message = body.message();
		if (message == null) {
			return (body.status() == 0) ? answerTooLarge(exchange, http2)
					: respond(exchange, http2, new HttpGuard.Refusal(body.status(), "its body did not arrive"));
		}
		return Mono.fromCallable(() -> this.engine.get().answer(message, access))
			.subscribeOn(this.scheduler)
			.onErrorResume(RejectedExecutionException.class, (ex) -> Mono.just(busy()))
			.flatMap((answer) -> write(exchange, answer.bytes(), (answer.refused()) ? 403 : 200));
	}

	private static RpcEngine.Answer busy() {
		return new RpcEngine.Answer(
				RpcEngine.error(RpcErrorCode.BUSY, "as many calls wait for a thread as may. Try again."), false, false);
	}

	private Mono<Void> answerTooLarge(ServerWebExchange exchange, boolean http2) {
		closeConnection(exchange, http2);
		return write(exchange, this.engine.get().tooLarge(), 200);
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
		return Mono.using(() -> this.engine.get().hold(answer),
				(holding) -> response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(answer))));
	}

	private Mono<Void> refuse(ServerWebExchange exchange, boolean http2, HttpGuard.Refusal refusal) {
		this.refusals.warn("status " + refusal.status(),
				"Refused an RPC request with status " + refusal.status() + ": " + refusal.reason());
		return respond(exchange, http2, refusal);
	}

	/**
	 * Refuse with a bare status. The connection ends with it: an unread body is in it.
	 */
	private static Mono<Void> respond(ServerWebExchange exchange, boolean http2, HttpGuard.Refusal refusal) {
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

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	@Override
	public void close() {
		this.scheduler.dispose();
	}

	/**
	 * What has arrived.
	 *
	 * @param message the body, or {@code null} when there is no whole one
	 * @param status the status to answer then, or 0 when it is too large
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
