package dev.daemonspring.child.context;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WebScopes}.
 */
class WebScopesTests {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	@BeforeEach
	void addScopes() {
		WebScopes.addTo(this.beanFactory);
	}

	@Test
	void beanOfARequestOrASessionExistsOnlyDuringOne() {
		for (String scope : new String[] { WebApplicationContext.SCOPE_REQUEST, WebApplicationContext.SCOPE_SESSION }) {
			RootBeanDefinition definition = new RootBeanDefinition(Object.class);
			definition.setScope(scope);
			this.beanFactory.registerBeanDefinition(scope, definition);
			assertThatExceptionOfType(ScopeNotActiveException.class).isThrownBy(() -> this.beanFactory.getBean(scope));
		}
	}

	@Test
	void beanThatDependsOnTheCurrentRequestIsCreatedAndFindsNone() {
		Handler handler = (Handler) this.beanFactory.autowire(Handler.class,
				AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
		assertThat(handler.request).isNotNull();
		assertThat(handler.session).isNotNull();
		assertThatIllegalStateException().isThrownBy(handler.request::getMethod)
			.withMessageContaining("No thread-bound request found");
		assertThatIllegalStateException().isThrownBy(handler.session::getId)
			.withMessageContaining("No thread-bound request found");
	}

	static class Handler {

		private final HttpServletRequest request;

		private final HttpSession session;

		Handler(HttpServletRequest request, HttpSession session) {
			this.request = request;
			this.session = session;
		}

	}

}
