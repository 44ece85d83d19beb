package dev.daemonspring.page;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.ClassUtils;

/**
 * Utility method that finds the CSRF token of Spring Security in a servlet request.
 */
final class ServletCsrf {

	private static final String TYPE = "org.springframework.security.web.csrf.CsrfToken";

	private static final boolean PRESENT = ClassUtils.isPresent(TYPE, ServletCsrf.class.getClassLoader());

	private ServletCsrf() {
	}

	/**
	 * Return the header that has to come with an order, or {@code null} where none is
	 * demanded.
	 */
	static @Nullable CsrfHeader of(HttpServletRequest request) {
		Object token = (PRESENT) ? request.getAttribute(TYPE) : null;
		return (token != null) ? SpringSecurity.header(token) : null;
	}

	/**
	 * The code that needs Spring Security, loaded only if that is present.
	 */
	private static final class SpringSecurity {

		static CsrfHeader header(Object attribute) {
			CsrfToken token = (CsrfToken) attribute;
			return new CsrfHeader(token.getHeaderName(), token.getToken());
		}

	}

}
