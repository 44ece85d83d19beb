package dev.daemonspring.child;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.ServletContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ServletInitializer}.
 */
class ServletInitializerTests {

	private static final List<ServletContext> given = new ArrayList<>();

	@BeforeEach
	void forget() {
		given.clear();
	}

	@Test
	void runStartsTheApplicationThroughAMethodOfASuperclassOfAnyVisibility() throws Exception {
		ServletInitializer.of(Deployed.class).run();
		assertThat(given).hasSize(1);
	}

	@Test
	void servletContextKnowsNothing() throws Exception {
		ServletContext context = run();
		assertThat(context.getInitParameter("app.name")).isNull();
		assertThat(context.getAttribute("app.name")).isNull();
		assertThat(context.getRealPath("/")).isNull();
		assertThat(context.getResource("/")).isNull();
		assertThat(context.getMajorVersion()).isZero();
		assertThat(context.getInitParameterNames().hasMoreElements()).isFalse();
		assertThat(context.getAttributeNames().hasMoreElements()).isFalse();
		assertThat(context.getServletRegistrations()).isEmpty();
		assertThat(context.getEffectiveSessionTrackingModes()).isEmpty();
	}

	@Test
	void servletContextTakesNothing() throws Exception {
		ServletContext context = run();
		assertThat(context.setInitParameter("app.name", "copy")).isFalse();
		context.setAttribute("app.name", "copy");
		context.addListener("com.example.Listener");
		assertThat(context.addFilter("name", "com.example.Filter")).isNull();
		assertThat(context.getAttribute("app.name")).isNull();
		assertThat(context.getInitParameter("app.name")).isNull();
	}

	@Test
	void servletContextIsAnObjectLikeAnyOther() throws Exception {
		ServletContext context = run();
		assertThat(context).isEqualTo(context).isNotEqualTo(run()).isNotEqualTo(null);
		assertThat(context).hasSameHashCodeAs(context);
		assertThat(context.toString()).contains("no servlet container");
	}

	@Test
	void runWhenInitializerThrowsThrowsTheSame() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> ServletInitializer.of(Failing.class).run())
			.withMessage("no configuration")
			.withNoCause();
	}

	@Test
	void runWhenClassIsNoInitializerSaysSo() {
		assertThatIllegalStateException().isThrownBy(() -> ServletInitializer.of(Stranger.class).run())
			.withMessageContaining("'" + Stranger.class.getName() + "'")
			.withMessageContaining("'createRootApplicationContext(ServletContext)'");
	}

	@Test
	void ofWhenClassHasNoDefaultConstructorThrows() {
		assertThatExceptionOfType(NoSuchMethodException.class).isThrownBy(() -> ServletInitializer.of(Needy.class));
	}

	private static ServletContext run() throws Exception {
		ServletInitializer.of(Deployed.class).run();
		return given.get(given.size() - 1);
	}

	static class Initializer {

		Object createRootApplicationContext(ServletContext context) {
			given.add(context);
			return context;
		}

	}

	static final class Deployed extends Initializer {

		private Deployed() {
		}

	}

	static class Failing {

		Object createRootApplicationContext(ServletContext context) throws IOException {
			throw new IOException("no configuration");
		}

	}

	static class Stranger {

		void createRootApplicationContext() {
		}

	}

	static class Needy extends Initializer {

		Needy(String name) {
		}

	}

}
