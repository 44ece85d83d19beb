package dev.daemonspring.page;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.daemonspring.rpc.http.Admission;
import dev.daemonspring.rpc.http.ReactiveReadGuard;

/**
 * The handler of the page in a reactive application. What is read is read on threads of
 * its own, because a thread dump takes a while. Thread-safe.
 */
public final class ReactivePageHandler implements WebHandler, AutoCloseable {

	private static final int MOST_THREADS = 8;

	private static final int MOST_WAITING = 1000;

	private static final int SECONDS_IDLE = 60;

	private final PageFactory factory;

	private final ReactiveReadGuard guard;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(MOST_THREADS, MOST_WAITING, "daemon-page",
			SECONDS_IDLE, true);

	/**
	 * Create a handler.
	 * @param factory the factory of the page
	 * @param guard the guard that admits requests
	 */
	public ReactivePageHandler(PageFactory factory, ReactiveReadGuard guard) {
		this.factory = factory;
		this.guard = guard;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		String path = this.factory.paths().nameOf(exchange.getRequest().getPath().pathWithinApplication().value());
		return this.guard.admit(exchange, PageRequest.isDocument(path))
			.flatMap((admission) -> answer(exchange, path, admission))
			.flatMap((answer) -> write(answer, exchange));
	}

	private Mono<PageAnswer> answer(ServerWebExchange exchange, @Nullable String path, Admission admission) {
		if (!admission.isAdmitted()) {
			return Mono.just(PageAnswer.refused(admission.status(), admission.headers()));
		}
		Mono<Optional<CsrfHeader>> csrf = PagePaths.SESSION.equals(path) ? ReactiveCsrf.of(exchange)
				: Mono.just(Optional.empty());
		return csrf.flatMap((header) -> Mono
			.fromCallable(() -> this.factory.page().answer(request(exchange, path, admission, header.orElse(null))))
			.subscribeOn(this.scheduler));
	}

	private static PageRequest request(ServerWebExchange exchange, @Nullable String path, Admission admission,
			@Nullable CsrfHeader csrf) {
		ServerHttpRequest request = exchange.getRequest();
		return new PageRequest(path, request.getQueryParams().getFirst("name"),
				request.getQueryParams().getFirst("after"), request.getHeaders().getFirst("If-None-Match"),
				admission.access(), csrf);
	}

	private static Mono<Void> write(PageAnswer answer, ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
		answer.headers().forEach(response.getHeaders()::set);
		byte[] body = answer.body();
		if (body == null || HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
			return response.setComplete();
		}
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	@Override
	public void close() {
		this.scheduler.dispose();
	}

}
