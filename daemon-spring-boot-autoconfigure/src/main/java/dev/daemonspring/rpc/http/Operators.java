package dev.daemonspring.rpc.http;

import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Says whose login is an operator's. An account of the application is none by itself.
 *
 * @param roles the roles of which an operator has one
 * @param user the name of the one user that Spring Boot has made, who needs no role, or
 * {@code null} when the application has users of its own
 */
public record Operators(List<String> roles, @Nullable String user) {

	public Operators {
		roles = List.copyOf(roles);
	}

	Login of(@Nullable Principal principal, Predicate<String> hasRole) {
		if (principal == null) {
			return Login.NONE;
		}
		boolean operator = principal.getName().equals(this.user) || this.roles.stream().anyMatch(hasRole);
		return (operator) ? Login.OPERATOR : Login.ACCOUNT;
	}

}
