package dev.daemonspring.page;

import java.util.Optional;

import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Utility method that finds the CSRF token of Spring Security in a reactive request.
 */
final class ReactiveCsrf {

	private static final String TYPE = "org.springframework.security.web.server.csrf.CsrfToken";

	private static final boolean PRESENT = ClassUtils.isPresent(TYPE, ReactiveCsrf.class.getClassLoader());

	private ReactiveCsrf() {
	}

	/**
	 * Return the header that has to come with an order, or an empty optional where none
	 * is demanded.
	 */
	static Mono<Optional<CsrfHeader>> of(ServerWebExchange exchange) {
		Object token = (PRESENT) ? exchange.getAttributes().get(TYPE) : null;
		return (token instanceof Mono<?> mono) ? SpringSecurity.header(mono) : Mono.just(Optional.empty());
	}

	/**
	 * The code that needs Spring Security, loaded only if that is present.
	 */
	private static final class SpringSecurity {

		static Mono<Optional<CsrfHeader>> header(Mono<?> attribute) {
			return attribute.cast(CsrfToken.class)
				.map((token) -> Optional.of(new CsrfHeader(token.getHeaderName(), token.getToken())))
				.defaultIfEmpty(Optional.empty());
		}

	}

}
