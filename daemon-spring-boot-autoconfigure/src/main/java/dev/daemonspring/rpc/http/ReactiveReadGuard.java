package dev.daemonspring.rpc.http;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The guard of what is read in a reactive application. Thread-safe.
 */
public final class ReactiveReadGuard {

	private final ReadGuard guard;

	/**
	 * Create a guard.
	 * @param guard the guard, independent of the kind of server
	 */
	public ReactiveReadGuard(ReadGuard guard) {
		this.guard = guard;
	}

	/**
	 * Decide on a request, which a {@link ReactiveRequestNote} has recorded.
	 * @param exchange the request and its response
	 * @param document whether it is for a document that is the same for everybody
	 * @return the decision
	 */
	public Mono<Admission> admit(ServerWebExchange exchange, boolean document) {
		return Mono.deferContextual((context) -> {
			ReactiveRequest request = ReactiveRequestNote.of(context);
			if (request == null) {
				return Mono
					.just(this.guard.refuse(new HttpGuard.Refusal(403, "its head was not recorded when it arrived")));
			}
			return exchange.getPrincipal()
				.map((principal) -> ReactiveLogin.of(principal, this.guard.operators()))
				.defaultIfEmpty(Login.NONE)
				.map((login) -> this.guard.admit(request.head().withLogin(login), document));
		});
	}

}
