package dev.daemonspring.supervisor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

}
