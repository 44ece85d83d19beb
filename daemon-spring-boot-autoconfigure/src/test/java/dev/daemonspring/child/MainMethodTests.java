package dev.daemonspring.child;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MainMethod}.
 */
class MainMethodTests {

	private static final List<String> ran = new ArrayList<>();

	@BeforeEach
	void forget() {
		ran.clear();
	}

	@Test
	void invokeWhenStaticPassesArguments() throws Exception {
		find(Static.class).invoke("a", "b");
		assertThat(ran).containsExactly("static a b");
	}

	@Test
	void invokeWhenWithoutArgumentsAndInstanceRunsIt() throws Exception {
		find(Instance.class).invoke("a");
		assertThat(ran).containsExactly("instance");
	}

	@Test
	void invokeWhenMainThrowsThrowsTheSame() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> find(Static.class).invoke())
			.withMessage("No arguments");
	}

	@Test
	void findWhenInCompanionFindsTheOneAroundIt() {
		assertThat(find(Static.Companion.class).className()).isEqualTo(Static.class.getName());
	}

	@Test
	void findWhenThereIsNoneReturnsNull() {
		assertThat(MainMethod.find(String.class)).isNull();
	}

	private MainMethod find(Class<?> type) {
		MainMethod main = MainMethod.find(type);
		assertThat(main).isNotNull();
		return main;
	}

	static class Static {

		static void main(String[] args) {
			if (args.length == 0) {
				throw new IllegalStateException("No arguments");
			}
			ran.add("static " + String.join(" ", args));
		}

		static final class Companion {

			private Companion() {
			}

			void main(String[] args) {
				Static.main(args);
			}

		}

	}

	static class Instance {

		void main() {
			ran.add("instance");
		}

	}

}
