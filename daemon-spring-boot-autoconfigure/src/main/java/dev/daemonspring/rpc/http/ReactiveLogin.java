package dev.daemonspring.rpc.http;

import java.security.Principal;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.util.ClassUtils;

/**
 * Utility method for the login of a caller in a reactive application, with or without
 * Spring Security.
 */
final class ReactiveLogin {

	private static final boolean security = ClassUtils.isPresent("org.springframework.security.core.Authentication",
			ReactiveLogin.class.getClassLoader());

	private ReactiveLogin() {
	}

	static Login of(Principal principal, Operators operators) {
		return (security) ? SpringSecurity.login(principal, operators) : operators.of(principal, (role) -> false);
	}

	/**
	 * The code that needs Spring Security, loaded only if that is present.
	 */
	private static final class SpringSecurity {

		static Login login(Principal principal, Operators operators) {
			if (!(principal instanceof Authentication authentication)) {
				return operators.of(principal, (role) -> false);
			}
			if (!authentication.isAuthenticated() || authentication instanceof AnonymousAuthenticationToken) {
				return Login.NONE;
			}
			return operators.of(principal,
					(role) -> authentication.getAuthorities()
						.stream()
						.anyMatch((authority) -> ("ROLE_" + role).equals(authority.getAuthority())));
		}

	}

}
