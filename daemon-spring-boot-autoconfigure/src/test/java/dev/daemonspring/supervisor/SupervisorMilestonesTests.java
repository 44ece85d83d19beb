package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SupervisorMilestones}.
 */
class SupervisorMilestonesTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final Duration SHORT = Duration.ofMillis(1);

	private final SupervisorMilestones milestones = new SupervisorMilestones();

	@Test
	void spinupIsAwaitedForALimitedTime() {
		this.milestones.awaitSpunUp(SHORT);
		assertThat(this.milestones.isSpunUp()).isFalse();
	}

	@Test
	void spinupThatWasReachedIsNotAwaited() {
		this.milestones.reachSpunUp();
		this.milestones.awaitSpunUp(LONG);
		assertThat(this.milestones.isSpunUp()).isTrue();
	}

	@Test
	void interruptEndsTheWaitForSpinupAndIsKept() {
		Thread.currentThread().interrupt();
		this.milestones.awaitSpunUp(LONG);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void endThatIsNotReachedInTimeIsTold() {
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.milestones.awaitEnd(SHORT));
	}

	@Test
	void endThatWasReachedIsNotAwaited() {
		this.milestones.reachEnd();
		assertThatNoException().isThrownBy(() -> this.milestones.awaitEnd(LONG));
	}

}
