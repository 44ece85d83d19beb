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
			# ending | restart asked | wanted  | limit | stopped itself | forever | consequence
			  true   | false         | LOOPING | false | false          | true    | STAY_STOPPED
			  true   | true          | LOOPING | false | false          | true    | STAY_STOPPED
			  true   | false         | LOOPING | false | false          | false   | STAY_STOPPED
			  false  | false         | STOPPED | false | false          | true    | STAY_STOPPED
			  false  | false         | STOPPED | false | false          | false   | STAY_STOPPED
			  false  | true          | STOPPED | false | false          | true    | STAY_STOPPED
			  false  | true          | LOOPING | false | false          | false   | START_AGAIN
			  false  | true          | PAUSED  | false | true           | true    | START_AGAIN
			  false  | false         | LOOPING | false | true           | true    | STAY_STOPPED
			  false  | false         | LOOPING | false | true           | false   | STAY_STOPPED
			  false  | false         | LOOPING | false | false          | true    | RESTART_BY_POLICY
			  false  | false         | PAUSED  | false | false          | true    | RESTART_BY_POLICY
			  false  | false         | LOOPING | true  | false          | false   | REPLACE
			  false  | false         | LOOPING | true  | false          | true    | REPLACE
			  true   | false         | LOOPING | true  | false          | true    | STAY_STOPPED
			  false  | false         | STOPPED | true  | false          | true    | STAY_STOPPED
			  false  | false         | LOOPING | false | false          | false   | END_DAEMON
			  false  | false         | PAUSED  | false | false          | false   | END_DAEMON
			""")
	void ofCombinesWantedAndObserved(boolean ending, boolean restartAsked, WantedState wanted, boolean limit,
			boolean stoppedItself, boolean forever, ExitConsequence consequence) {
		assertThat(ExitConsequence.of(ending, restartAsked, wanted, limit, stoppedItself, forever))
			.isEqualTo(consequence);
	}

}
