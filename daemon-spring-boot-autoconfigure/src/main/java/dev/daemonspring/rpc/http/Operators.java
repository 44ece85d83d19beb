package dev.daemonspring.rpc.http;

import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The definition of an operator. An account of the application is not an operator's by
 * itself.
 *
 * @param roles the roles of which an operator has at least one
 * @param user the name of the user that Spring Boot has created, who needs no role, or
 * {@code null} when there is none
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
