package dev.daemonspring.supervisor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CronDefect}.
 */
class CronDefectTests {

	@ParameterizedTest
	@ValueSource(strings = { "0 0 3 * * *", "@daily", "*/5 * * * * MON-FRI", "0 0 0 L * ?", "0 0 0 30 2 *" })
	void validExpressionHasNone(String expression) {
		assertThat(CronDefect.find(expression)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			61 0 3 * * *    | its second '61' is invalid
			0 0-70 3 * * *  | its minute '0-70' is invalid
			0 0 25 * * *    | its hour '25' is invalid
			0 0 0 32 * *    | its day of month '32' is invalid
			0 0 0 * FOO *   | its month 'FOO' is invalid
			0 0 0 ? * 8     | its day of week '8' is invalid
			* * * * *       | it has 5 fields and not 6; the first is the second, write '0 * * * * *'
			0 0 0 * * * 26  | it has 7 fields and not 6
			-               | it has 1 fields and not 6
			@dailyy         | there is no such macro
			""")
	void invalidExpressionHasOneInAField(String expression, String defect) {
		assertThat(CronDefect.find(expression)).startsWith(defect);
	}

}
