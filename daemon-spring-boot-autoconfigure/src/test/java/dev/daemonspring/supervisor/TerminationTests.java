package dev.daemonspring.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.WorkerFacts.End;
import dev.daemonspring.process.Child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link Termination}.
 */
class TerminationTests {

	private static final Duration GRACE = Duration.ofSeconds(5);

	private static final long LATE = GRACE.toNanos();

	private final ManualEventLoop loop = new ManualEventLoop();

	private final Termination termination = new Termination(GRACE, this.loop);

	private final Child process = mock(Child.class);

	@BeforeEach
	void setUp() {
		given(this.process.terminate()).willReturn("sent SIGTERM");
		given(this.process.kill()).willReturn("sent SIGKILL");
	}

	@Test
	void nothingIsUnderWayAtFirst() {
		assertThat(this.termination.isUnderWay()).isFalse();
		assertThat(this.termination.reason()).isNull();
		assertThat(this.termination.progress(LATE)).isEqualTo(End.NONE);
	}

	@Test
	void nothingIsDoneToTheProcessBeforeTheGraceIsOver() {
		this.loop.run(() -> this.termination.begin(Reason.STOP, 0));
		assertThat(this.termination.reason()).isEqualTo(Reason.STOP);
		assertThat(this.termination.progress(LATE - 1)).isEqualTo(End.IN_TIME);
		assertThat(this.termination.progress(LATE)).isEqualTo(End.OVERDUE);
		verifyNoInteractions(this.process);
	}

	@Test
	void overdueProcessIsTerminatedAndThenKilled() {
		this.loop.run(() -> {
			this.termination.begin(Reason.STOP, 0);
			assertThat(this.termination.escalate(this.process, LATE)).isEqualTo("sent SIGTERM");
			verify(this.process, never()).kill();
			assertThat(this.termination.progress(2 * LATE - 1)).isEqualTo(End.IN_TIME);
			assertThat(this.termination.escalate(this.process, 2 * LATE)).isEqualTo("sent SIGKILL");
		});
	}

	@Test
	void anotherReasonDoesNotGiveMoreTime() {
		this.loop.run(() -> {
			this.termination.begin(Reason.STOP, 0);
			this.termination.begin(Reason.RESTART, LATE - 1);
		});
		assertThat(this.termination.reason()).isEqualTo(Reason.RESTART);
		assertThat(this.termination.progress(LATE)).isEqualTo(End.OVERDUE);
	}

	@Test
	void cancelledTerminationHitsNobody() {
		this.loop.run(() -> {
			this.termination.begin(Reason.STOP, 0);
			this.termination.cancel();
			assertThat(this.termination.escalate(this.process, 2 * LATE)).isNull();
		});
		assertThat(this.termination.isUnderWay()).isFalse();
		assertThat(this.termination.progress(2 * LATE)).isEqualTo(End.NONE);
		verifyNoInteractions(this.process);
	}

	@Test
	void stalledProcessIsKilledAsSoonAsItHasHadTheTimeToDumpItsThreads() {
		this.loop.run(() -> {
			this.termination.beginAfterStall(0);
			assertThat(this.termination.reason()).isEqualTo(Reason.STALL);
			assertThat(this.termination.progress(Duration.ofMillis(999).toNanos())).isEqualTo(End.IN_TIME);
			assertThat(this.termination.progress(Duration.ofSeconds(1).toNanos())).isEqualTo(End.OVERDUE);
			assertThat(this.termination.escalate(this.process, LATE)).isEqualTo("sent SIGKILL");
		});
		verify(this.process, never()).terminate();
	}

	@Test
	void killIsFollowedByKillsOnly() {
		this.loop.run(() -> {
			this.termination.begin(Reason.NOT_TAKEN_UP, 0);
			this.termination.kill(this.process, 1);
			this.termination.escalate(this.process, LATE + 1);
		});
		verify(this.process, never()).terminate();
	}

	@Test
	void onlyTheSupervisorsThreadMayChangeIt() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.termination.begin(Reason.STOP, 0));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.termination.beginAfterStall(0));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.termination.escalate(this.process, 0));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.termination.kill(this.process, 0));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.termination::cancel);
		verifyNoInteractions(this.process);
	}

}
