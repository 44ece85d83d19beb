package dev.daemonspring.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.daemonspring.region.ExhaustionMark;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessExit}.
 */
class ProcessExitTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0   | exit code 0
			1   | exit code 1
			137 | signal 9 (SIGKILL)
			143 | signal 15 (SIGTERM)
			134 | signal 6 (SIGABRT)
			200 | exit code 200
			""")
	void toStringTellsSignalsFromExitCodes(int code, String text) {
		assertThat(new ProcessExit(code)).hasToString(text);
	}

	@Test
	void codeOfAnExhaustedHeapIsToldAsFarAsItCanBeKnown() {
		assertThat(new ProcessExit(3))
			.hasToString("exit code 3 (which HotSpot uses when the heap is exhausted, and the worker may have chosen)");
		ProcessExit seen = new ProcessExit(3, ExhaustionMark.Exhaustion.SEEN);
		assertThat(seen).hasToString("exit code 3 (heap exhausted)");
		assertThat(seen.isError()).isFalse();
		ProcessExit chosen = new ProcessExit(3, ExhaustionMark.Exhaustion.NOT_SEEN);
		assertThat(chosen.toString()).startsWith("exit code 3 (chosen by the worker");
		assertThat(chosen.isOutOfMemory()).isFalse();
		assertThat(chosen.isError()).isTrue();
	}

}
