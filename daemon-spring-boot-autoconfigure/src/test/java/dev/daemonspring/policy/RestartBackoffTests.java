package dev.daemonspring.policy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.WorkerFacts.Start;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestartBackoff}.
 */
class RestartBackoffTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final RestartBackoff backoff = new RestartBackoff(RestartPolicy.DEFAULT);

	@Test
	void firstRestartIsDueAtOnce() {
		assertThat(this.backoff.schedule(0)).isZero();
		assertThat(this.backoff.start(0)).isEqualTo(Start.DUE);
	}

	@Test
	void secondRestartInARowWaitsAndBecomesDue() {
		this.backoff.schedule(0);
		Duration delay = this.backoff.schedule(0);
		assertThat(delay).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
		assertThat(this.backoff.start(delay.toNanos() - 1)).isEqualTo(Start.WAITING);
		assertThat(this.backoff.remaining(1, 7)).isEqualTo(delay.toNanos() - 1);
		assertThat(this.backoff.start(delay.toNanos())).isEqualTo(Start.DUE);
		assertThat(this.backoff.remaining(2 * delay.toNanos(), 7)).isZero();
	}

	@Test
	void nothingWaitsAtFirstOrAfterACancellation() {
		assertThat(this.backoff.start(0)).isEqualTo(Start.NONE);
		this.backoff.schedule(0);
		this.backoff.cancel();
		assertThat(this.backoff.start(0)).isEqualTo(Start.NONE);
		assertThat(this.backoff.remaining(0, 7)).isEqualTo(7);
	}

	@Test
	void cancellationDoesNotForgetTheCrashesButAResetDoes() {
		this.backoff.schedule(0);
		this.backoff.cancel();
		assertThat(this.backoff.schedule(0)).isPositive();
		this.backoff.reset();
		assertThat(this.backoff.start(0)).isEqualTo(Start.NONE);
		assertThat(this.backoff.schedule(0)).isZero();
	}

	@Test
	void timeOfHealthMakesTheNextRestartImmediate() {
		this.backoff.schedule(0);
		this.backoff.observe(WorkerState.LOOPING, 0);
		this.backoff.observe(WorkerState.PAUSED, 30 * SECOND);
		assertThat(this.backoff.schedule(60 * SECOND)).isZero();
	}

	@Test
	void healthThatWasBrokenIsMeasuredFromItsLastBeginning() {
		this.backoff.schedule(0);
		this.backoff.observe(WorkerState.LOOPING, 0);
		this.backoff.observe(WorkerState.STALLED, 30 * SECOND);
		this.backoff.observe(WorkerState.LOOPING, 31 * SECOND);
		assertThat(this.backoff.schedule(60 * SECOND)).isPositive();
	}

	@Test
	void healthOfOneProcessIsNotThatOfTheNext() {
		this.backoff.observe(WorkerState.LOOPING, 0);
		assertThat(this.backoff.schedule(60 * SECOND)).isZero();
		assertThat(this.backoff.schedule(121 * SECOND)).isPositive();
	}

	@Test
	void workerThatIsGivenUpHasNoStart() {
		RestartBackoff limited = new RestartBackoff(new RestartPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(30),
				Duration.ofSeconds(60), 1, Duration.ofSeconds(60)));
		assertThat(limited.schedule(0)).isZero();
		assertThat(limited.schedule(1)).isNull();
		assertThat(limited.start(Long.MAX_VALUE / 2)).isEqualTo(Start.NONE);
	}

}
