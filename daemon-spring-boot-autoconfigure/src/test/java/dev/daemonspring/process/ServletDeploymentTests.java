package dev.daemonspring.process;

import java.lang.reflect.Method;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.OverridingClassLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.web.MockServletContext;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.context.support.StandardServletEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link ServletDeployment}.
 */
class ServletDeploymentTests {

	@Test
	void isOfContextThatAContainerHasGivenItsServletContext() {
		assertThat(ServletDeployment.isOf(new GenericWebApplicationContext(new MockServletContext()))).isTrue();
	}

	@Test
	void isNotOfContextThatHasNoServletContextYet() {
		assertThat(ServletDeployment.isOf(new GenericWebApplicationContext())).isFalse();
	}

	@Test
	void isNotOfContextWithoutServlets() {
		assertThat(ServletDeployment.isOf(new GenericApplicationContext())).isFalse();
	}

	@Test
	void isNotOfAnyContextWhenThereIsNoServletApi() throws Exception {
		ClassLoader withoutServlets = new OverridingClassLoader(
				new FilteredClassLoader("jakarta.servlet", "org.springframework.web")) {

			@Override
			protected boolean isEligibleForOverriding(String className) {
				return className.startsWith(ServletDeployment.class.getName());
			}

		};
		Class<?> type = Class.forName(ServletDeployment.class.getName(), true, withoutServlets);
		assertThat(type).isNotEqualTo(ServletDeployment.class);
		Method isOf = type.getDeclaredMethod("isOf", ApplicationContext.class);
		ReflectionUtils.makeAccessible(isOf);
		assertThat(isOf.invoke(null, new GenericApplicationContext())).isEqualTo(false);
	}

	@Test
	void initializerIsTheMainClassWhenThatIsOne() {
		assertThat(ServletDeployment.initializer(Initializer.class)).isEqualTo(Initializer.class);
	}

	@Test
	void initializerWhenApplicationWasStartedOtherwiseIsNull() {
		assertThat(ServletDeployment.initializer(ServletDeploymentTests.class)).isNull();
		assertThat(ServletDeployment.initializer(null)).isNull();
	}

	@Test
	void initParametersAreThoseOfTheServletContext() {
		MockServletContext servletContext = new MockServletContext();
		servletContext.addInitParameter("copy.from", "here");
		servletContext.addInitParameter("copy.to", "${user.dir}");
		StandardServletEnvironment environment = new StandardServletEnvironment();
		environment.initPropertySources(servletContext, null);
		assertThat(ServletDeployment.initParameters(environment)).containsExactly(entry("copy.from", "here"),
				entry("copy.to", "${user.dir}"));
	}

	@Test
	void initParametersWhenThereIsNoServletContextAreNone() {
		assertThat(ServletDeployment.initParameters(new StandardServletEnvironment())).isEmpty();
		assertThat(ServletDeployment.initParameters(new StandardEnvironment())).isEmpty();
	}

	static class Initializer extends SpringBootServletInitializer {

	}

}
