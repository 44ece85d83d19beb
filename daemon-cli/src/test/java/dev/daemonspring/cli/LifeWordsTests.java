package dev.daemonspring.cli;

import java.lang.reflect.Method;

import org.junit.jupiter.api.Test;

import dev.daemonspring.supervisor.WorkerLife;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link LifeWords} are those of the daemon.
 */
class LifeWordsTests {

	@Test
	void reasonsAreThoseOfTheDaemon() throws ReflectiveOperationException {
		for (WorkerLife.Reason reason : WorkerLife.Reason.values()) {
			assertThat(LifeWords.reason(code(reason))).isEqualTo(reason.name());
		}
		assertThat(LifeWords.reason(WorkerLife.Reason.values().length + 1)).startsWith("UNKNOWN");
	}

	@Test
	void startsAreThoseOfTheDaemon() throws ReflectiveOperationException {
		for (WorkerLife.Start start : WorkerLife.Start.values()) {
			assertThat(LifeWords.start(code(start))).isEqualTo(start.name());
		}
		assertThat(LifeWords.start(0)).startsWith("UNKNOWN");
	}

	private static int code(Enum<?> value) throws ReflectiveOperationException {
		Method code = value.getDeclaringClass().getDeclaredMethod("code");
		code.setAccessible(true);
		return (int) code.invoke(value);
	}

}
