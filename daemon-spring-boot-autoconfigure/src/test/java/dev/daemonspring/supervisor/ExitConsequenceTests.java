package dev.daemonspring.supervisor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.daemonspring.region.WantedState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitConsequence}.
 */
class ExitConsequenceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# ending | restart asked | wanted  | stopped itself | forever | consequence
			  true   | false         | LOOPING | false          | true    | STAY_STOPPED
			  true   | true          | LOOPING | false          | true    | STAY_STOPPED
			  true   | false         | LOOPING | false          | false   | STAY_STOPPED
			  false  | false         | STOPPED | false          | true    | STAY_STOPPED
			  false  | false         | STOPPED | false          | false   | STAY_STOPPED
			  false  | true          | STOPPED | false          | true    | STAY_STOPPED
			  false  | true          | LOOPING | false          | false   | START_AGAIN
			  false  | true          | PAUSED  | true           | true    | START_AGAIN
			  false  | false         | LOOPING | true           | true    | STAY_STOPPED
			  false  | false         | LOOPING | true           | false   | STAY_STOPPED
			  false  | false         | LOOPING | false          | true    | RESTART_BY_POLICY
			  false  | false         | PAUSED  | false          | true    | RESTART_BY_POLICY
			  false  | false         | LOOPING | false          | false   | END_DAEMON
			  false  | false         | PAUSED  | false          | false   | END_DAEMON
			""")
	void ofCombinesWantedAndObserved(boolean ending, boolean restartAsked, WantedState wanted, boolean stoppedItself,
			boolean forever, ExitConsequence consequence) {
		assertThat(ExitConsequence.of(ending, restartAsked, wanted, stoppedItself, forever)).isEqualTo(consequence);
	}

}
