package dev.daemonspring.rpc.http;

import java.security.Principal;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReactiveLogin}.
 */
class ReactiveLoginTests {

	private static final Operators OPERATORS = new Operators(List.of("DAEMON", "OPS"), null);

	@Test
	void accountWithOneOfTheRolesIsAnOperators() {
		assertThat(login("ROLE_OPS")).isEqualTo(Login.OPERATOR);
		assertThat(login("ROLE_USER", "ROLE_DAEMON")).isEqualTo(Login.OPERATOR);
	}

	@Test
	void accountWithoutARoleIsNoOperators() {
		assertThat(login()).isEqualTo(Login.ACCOUNT);
		assertThat(login("ROLE_USER")).isEqualTo(Login.ACCOUNT);
	}

	@Test
	void authorityThatIsNoRoleMakesNoOperator() {
		assertThat(login("DAEMON", "SCOPE_DAEMON", "role_daemon")).isEqualTo(Login.ACCOUNT);
	}

	@Test
	void whatIsNotAuthenticatedIsNoLogin() {
		TestingAuthenticationToken claimed = new TestingAuthenticationToken("user", "password", "ROLE_DAEMON");
		claimed.setAuthenticated(false);
		assertThat(ReactiveLogin.of(claimed, OPERATORS)).isEqualTo(Login.NONE);
		assertThat(ReactiveLogin.of(UsernamePasswordAuthenticationToken.unauthenticated("user", "password"), OPERATORS))
			.isEqualTo(Login.NONE);
	}

	@Test
	void anonymousCallerIsNotLoggedInWhateverItsRoles() {
		assertThat(ReactiveLogin.of(
				new AnonymousAuthenticationToken("key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_DAEMON")),
				OPERATORS))
			.isEqualTo(Login.NONE);
	}

	@Test
	void principalThatIsNotOfSpringSecurityHasNoRoles() {
		Principal principal = () -> "user";
		assertThat(ReactiveLogin.of(principal, OPERATORS)).isEqualTo(Login.ACCOUNT);
		assertThat(ReactiveLogin.of(principal, new Operators(List.of(), "user"))).isEqualTo(Login.OPERATOR);
		assertThat(ReactiveLogin.of(principal, new Operators(List.of(), "other"))).isEqualTo(Login.ACCOUNT);
	}

	private static Login login(String... authorities) {
		return ReactiveLogin.of(UsernamePasswordAuthenticationToken.authenticated("user", "password",
				AuthorityUtils.createAuthorityList(authorities)), OPERATORS);
	}

}
