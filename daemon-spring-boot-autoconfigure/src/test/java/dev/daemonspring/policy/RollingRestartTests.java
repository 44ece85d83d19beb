package dev.daemonspring.policy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.RollingRestart.Facts;
import dev.daemonspring.policy.RollingRestart.Step;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RollingRestart}.
 */
class RollingRestartTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final RollingRestart restart = new RollingRestart(List.of(1, 5));

	private long now;

	@Test
	void processEndsOnlyWhenItsReplacementHasBooted() {
		assertThat(look(loops(1, false))).isEqualTo(Step.PREPARE);
		assertThat(look(loops(1, false))).isEqualTo(Step.PREPARE);
		assertThat(look(loops(1, true))).isEqualTo(Step.REPLACE);
		assertThat(look(loops(1, true))).as("only once").isEqualTo(Step.NONE);
	}

	@Test
	void nextHasItsTurnWhenTheOneBeforeLoopsInAnotherProcess() {
		look(loops(1, true));
		look(loops(1, true));
		assertThat(this.restart.current()).isZero();
		look(in(WorkerState.SPINUP, 2, 0));
		assertThat(this.restart.current()).isZero();
		look(loops(2, false));
		assertThat(this.restart.current()).isEqualTo(1);
		look(loops(5, true));
		look(in(WorkerState.PAUSED, 6, 0));
		assertThat(this.restart.isOver()).isTrue();
		assertThat(this.restart.failure()).isNull();
		assertThat(this.restart.restarted()).isEqualTo(2);
	}

	@Test
	void oneThatIsDownIsPassedOver() {
		look(new Facts(WorkerState.STOPPED, true, false, false, false, 1, 0));
		assertThat(this.restart.current()).isEqualTo(1);
		assertThat(this.restart.restarted()).isZero();
	}

	@Test
	void oneThatIsDoneWhileItIsRestartedCounts() {
		look(loops(1, true));
		look(new Facts(WorkerState.DONE, true, false, false, false, 2, 0));
		assertThat(this.restart.current()).isEqualTo(1);
		assertThat(this.restart.restarted()).isEqualTo(1);
	}

	@Test
	void firstWhoseNewProcessGoesDownEndsTheRestart() {
		look(loops(1, true));
		look(in(WorkerState.RESTARTING, 2, 1));
		assertThat(this.restart.isOver()).isTrue();
		assertThat(this.restart.failure()).isEqualTo("its new process went down");
		assertThat(this.restart.restarted()).isZero();
	}

	@Test
	void crashThatIsOverAlreadyEndsTheRestart() {
		look(loops(1, true));
		look(in(WorkerState.LOOPING, 3, 1));
		assertThat(this.restart.failure()).isEqualTo("its new process went down");
	}

	@Test
	void firstThatDoesNotComeUpInTimeEndsTheRestart() {
		look(loops(1, true));
		this.now += PATIENCE.plusSeconds(1).toNanos();
		look(in(WorkerState.SPINUP, 2, 0));
		assertThat(this.restart.failure()).isEqualTo("it has not come up within 10 s");
	}

	@Test
	void replacementThatDoesNotBootInTimeEndsTheRestartBeforeAnythingWasEnded() {
		assertThat(look(loops(1, false))).isEqualTo(Step.PREPARE);
		this.now += PATIENCE.plusSeconds(1).toNanos();
		assertThat(look(loops(1, false))).isEqualTo(Step.NONE);
		assertThat(this.restart.failure()).isEqualTo("no process has booted to replace its own within 10 s");
	}

	@Test
	void oneThatIsUnhealthyBeforeItsTurnEndsTheRestart() {
		look(in(WorkerState.STALLED, 1, 0));
		assertThat(this.restart.failure()).isEqualTo("it is STALLED before its turn");
	}

	@Test
	void oneThatIsJustStartingIsWaitedFor() {
		assertThat(look(in(WorkerState.SPINUP, 1, 0))).isEqualTo(Step.NONE);
		assertThat(this.restart.isOver()).isFalse();
		assertThat(look(loops(1, true))).isEqualTo(Step.REPLACE);
	}

	@Test
	void oneThatHasGotAnotherProcessOtherwiseIsPassedOver() {
		assertThat(look(loops(1, false))).isEqualTo(Step.PREPARE);
		assertThat(look(loops(2, true))).isEqualTo(Step.NONE);
		assertThat(this.restart.current()).isEqualTo(1);
		assertThat(this.restart.restarted()).isEqualTo(1);
	}

	@Test
	void oneThatMayFinishItsIterationIsWaitedForHoweverLongThatTakes() {
		look(loops(1, true));
		assertThat(this.restart.isReplacing()).isTrue();
		this.now += Duration.ofHours(5).toNanos();
		look(new Facts(WorkerState.LOOPING, false, false, false, true, 1, 0));
		assertThat(this.restart.isOver()).isFalse();
		look(in(WorkerState.SPINUP, 2, 0));
		assertThat(this.restart.isOver()).isFalse();
		this.now += PATIENCE.plusSeconds(1).toNanos();
		look(in(WorkerState.SPINUP, 2, 0));
		assertThat(this.restart.failure()).isEqualTo("it has not come up within 10 s");
	}

	private Step look(Facts facts) {
		return this.restart.look(facts, PATIENCE, this.now++);
	}

	private static Facts loops(int incarnation, boolean prepared) {
		return new Facts(WorkerState.LOOPING, false, false, prepared, false, incarnation, 0);
	}

	private static Facts in(WorkerState state, int incarnation, long restarts) {
		return new Facts(state, false, false, false, false, incarnation, restarts);
	}

}
