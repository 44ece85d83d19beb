package dev.daemonspring.child;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitCall}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ExitCallTests {

	@Test
	void findWhenNobodyHasCalledReturnsNull() {
		assertThat(exit()).isNull();
	}

	@Test
	void findTellsWhoHasCalledOnWhichThread(@TempDir Path temp) throws Exception {
		try (JavaProcess process = JavaProcess.start(temp, Exiting.class)) {
			assertThat(process.exitCode()).isEqualTo(7);
			assertThat(process.output()).contains("System.exit was called by ")
				.contains(Exiting.class.getName() + ".leave(ExitCallTests.java:")
				.contains(" on thread 'copy'. ");
		}
	}

	@Test
	void textTellsWhatToCallInstead() {
		StackTraceElement caller = new StackTraceElement("com.example.Copier", "loop", "Copier.java", 7);
		assertThat(new ExitCall(new Thread("copy"), caller)).hasToString("System.exit was called by "
				+ "com.example.Copier.loop(Copier.java:7) on thread 'copy'. A worker that is to end calls stop() of its "
				+ "WorkerContext");
	}

	/**
	 * Only the JVM's own method of this name ends it.
	 */
	private static @Nullable ExitCall exit() {
		return ExitCall.find();
	}

	static class Exiting {

		public static void main(String[] args) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(ExitCall.find())));
			new Thread(Exiting::leave, "copy").start();
		}

		private static void leave() {
			System.exit(7);
		}

	}

}
