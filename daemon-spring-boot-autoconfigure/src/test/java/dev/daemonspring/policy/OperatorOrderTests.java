package dev.daemonspring.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.daemonspring.policy.OperatorOrder.Reply;
import dev.daemonspring.policy.OperatorOrder.Situation;
import dev.daemonspring.policy.ProcessEnding.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OperatorOrder}.
 */
class OperatorOrderTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# order | DOWN   | STARTING    | RUNNING | STOPPING         | REPLACING
			PAUSE   | REFUSE | PAUSE     | PAUSE   | REFUSE          | PAUSE
			RESUME  | REFUSE | RESUME    | RESUME  | REFUSE          | RESUME
			START   | START  | REFUSE    | REFUSE  | START_AFTER_END | REFUSE
			STOP    | CLEAR  | STAY_DOWN | END     | END             | END
			RESTART | START  | START     | REPLACE | START_AFTER_END | KEEP
			""")
	void orderFollowsTheSituation(OperatorOrder order, Reply down, Reply starting, Reply running, Reply stopping,
			Reply replacing) {
		assertThat(order.in(Situation.DOWN, false)).isEqualTo(down);
		assertThat(order.in(Situation.STARTING, false)).isEqualTo(starting);
		assertThat(order.in(Situation.RUNNING, false)).isEqualTo(running);
		assertThat(order.in(Situation.STOPPING, false)).isEqualTo(stopping);
		assertThat(order.in(Situation.REPLACING, false)).isEqualTo(replacing);
	}

	@ParameterizedTest
	@EnumSource
	void readmeMirrorsTheTable(OperatorOrder order) throws IOException {
		Path readme = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("README.md");
		String row = "| " + name(order) + " | "
				+ Arrays.stream(Situation.values())
					.map((situation) -> name(order.in(situation, false)))
					.collect(Collectors.joining(" | "))
				+ " |";
		assertThat(readme).content().contains(row);
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	@ParameterizedTest
	@EnumSource(Situation.class)
	void nothingBeginsWhileTheDaemonEnds(Situation situation) {
		for (OperatorOrder order : EnumSet.complementOf(EnumSet.of(OperatorOrder.STOP))) {
			assertThat(order.in(situation, true)).isEqualTo(Reply.REFUSE);
		}
		assertThat(OperatorOrder.STOP.in(situation, true)).isEqualTo(OperatorOrder.STOP.in(situation, false));
	}

	@Test
	void situationFollowsTheFacts() {
		assertThat(Situation.of(false, false, null)).isEqualTo(Situation.DOWN);
		assertThat(Situation.of(false, true, null)).isEqualTo(Situation.STARTING);
		assertThat(Situation.of(true, true, null)).isEqualTo(Situation.RUNNING);
		assertThat(Situation.of(true, false, null)).isEqualTo(Situation.STOPPING);
		for (Reason reason : Reason.values()) {
			assertThat(Situation.of(true, false, reason)).isEqualTo(Situation.STOPPING);
			boolean follows = reason != Reason.STOP && reason != Reason.OWN && reason != Reason.LEASE;
			assertThat(Situation.of(true, true, reason)).isEqualTo(follows ? Situation.REPLACING : Situation.STOPPING);
		}
	}

}
