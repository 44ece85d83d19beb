package dev.daemonspring.policy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.daemonspring.region.WantedState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitConsequence}.
 */
class ExitConsequenceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					# ending | restart asked | wanted  | not taken up | limit | stopped itself | done  | forever | consequence
					  true   | false         | LOOPING | false        | false | false          | false | true    | STAY_STOPPED
					  true   | true          | LOOPING | false        | false | false          | false | true    | STAY_STOPPED
					  true   | false         | LOOPING | false        | false | false          | false | false   | STAY_STOPPED
					  false  | false         | STOPPED | false        | false | false          | false | true    | STAY_STOPPED
					  false  | false         | STOPPED | false        | false | false          | false | false   | STAY_STOPPED
					  false  | true          | STOPPED | false        | false | false          | false | true    | STAY_STOPPED
					  false  | true          | LOOPING | false        | false | false          | false | false   | START_AGAIN
					  false  | true          | PAUSED  | false        | false | true           | false | true    | START_AGAIN
					  false  | false         | LOOPING | false        | false | true           | false | true    | STAY_STOPPED
					  false  | false         | LOOPING | false        | false | true           | false | false   | STAY_STOPPED
					  false  | false         | LOOPING | false        | false | false          | false | true    | RESTART_BY_POLICY
					  false  | false         | PAUSED  | false        | false | false          | false | true    | RESTART_BY_POLICY
					  false  | false         | LOOPING | false        | true  | false          | false | false   | REPLACE
					  false  | false         | LOOPING | false        | true  | false          | false | true    | REPLACE
					  true   | false         | LOOPING | false        | true  | false          | false | true    | STAY_STOPPED
					  false  | false         | STOPPED | false        | true  | false          | false | true    | STAY_STOPPED
					  false  | false         | LOOPING | false        | false | false          | false | false   | END_DAEMON
					  false  | false         | PAUSED  | false        | false | false          | false | false   | END_DAEMON
					  false  | false         | LOOPING | true         | false | false          | false | false   | RESTART_BY_POLICY
					  false  | true          | LOOPING | true         | false | false          | false | false   | START_AGAIN
					  true   | false         | LOOPING | true         | false | false          | false | true    | STAY_STOPPED
					  false  | false         | LOOPING | false        | false | false          | true  | true    | STAY_DONE
					  false  | false         | LOOPING | false        | false | false          | true  | false   | STAY_DONE
					  false  | false         | PAUSED  | false        | false | false          | true  | false   | STAY_DONE
					  true   | false         | LOOPING | false        | false | false          | true  | false   | STAY_DONE
					  false  | false         | STOPPED | false        | false | false          | true  | false   | STAY_STOPPED
					  true   | false         | STOPPED | false        | false | false          | true  | false   | STAY_STOPPED
					  false  | true          | LOOPING | false        | false | false          | true  | false   | START_AGAIN
					  false  | false         | LOOPING | false        | true  | false          | true  | false   | REPLACE
					""")
	void ofCombinesWantedAndObserved(boolean ending, boolean restartAsked, WantedState wanted, boolean notTakenUp,
			boolean limit, boolean stoppedItself, boolean done, boolean forever, ExitConsequence consequence) {
		assertThat(ExitConsequence.of(ending, restartAsked, wanted, false, notTakenUp, limit, stoppedItself, done,
				forever))
			.isEqualTo(consequence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# ending | restart asked | wanted  | stopped itself | done  | forever | consequence
			  false  | false         | LOOPING | true           | false | true    | AWAIT_LEASE
			  false  | false         | PAUSED  | false          | false | false   | AWAIT_LEASE
			  false  | false         | STOPPED | true           | false | true    | STAY_STOPPED
			  false  | true          | LOOPING | true           | false | true    | START_AGAIN
			  false  | false         | LOOPING | false          | true  | true    | STAY_DONE
			  true   | false         | LOOPING | true           | false | true    | STAY_STOPPED
			""")
	void ofWhenTheLeaseHasEndedIsNoCrash(boolean ending, boolean restartAsked, WantedState wanted,
			boolean stoppedItself, boolean done, boolean forever, ExitConsequence consequence) {
		assertThat(ExitConsequence.of(ending, restartAsked, wanted, true, false, false, stoppedItself, done, forever))
			.isEqualTo(consequence);
	}

}
