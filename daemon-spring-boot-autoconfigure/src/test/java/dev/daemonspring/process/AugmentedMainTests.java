package dev.daemonspring.process;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AugmentedMain}: of two {@code main} methods the one that runs the
 * other is found.
 */
class AugmentedMainTests {

	@BeforeEach
	void forget() {
		Application.found = String.class;
	}

	@Test
	void findWhenApplicationIsRunByItsOwnMainMethodIsNull() {
		Application.main(new String[0]);
		assertThat(Application.found).isNull();
	}

	@Test
	void findWhenAnotherMainMethodRunsTheApplicationsIsTheOther() {
		TestApplication.main(new String[0]);
		assertThat(Application.found).isEqualTo(TestApplication.class);
	}

	@Test
	void findWhenMainMethodsAreNestedIsTheOneThatAugments() {
		Outermost.main(new String[0]);
		assertThat(Application.found).isEqualTo(TestApplication.class);
	}

	@Test
	void findWhenNoMainMethodAugmentsIsNull() {
		// Below another thread's stack there is no main method, be it that of a test
		// runner
		CompletableFuture.runAsync(() -> SpringApplication.from(Application::main).run()).join();
		assertThat(Application.found).isNull();
	}

	@Test
	void findOnAThreadThatTheApplicationHasStartedIsNull() {
		Threaded.main(new String[0]);
		assertThat(Application.found).isNull();
	}

	static final class Application {

		static @Nullable Class<?> found;

		private Application() {
		}

		static void main(String[] args) {
			found = AugmentedMain.find();
		}

	}

	static final class TestApplication {

		private TestApplication() {
		}

		static void main(String[] args) {
			SpringApplication.from(Application::main).run(args);
		}

	}

	static final class Outermost {

		private Outermost() {
		}

		static void main(String[] args) {
			TestApplication.main(args);
		}

	}

	static final class Threaded {

		private Threaded() {
		}

		static void main(String[] args) {
			SpringApplication.from((arguments) -> CompletableFuture.runAsync(() -> Application.main(arguments)).join())
				.run(args);
		}

	}

}
