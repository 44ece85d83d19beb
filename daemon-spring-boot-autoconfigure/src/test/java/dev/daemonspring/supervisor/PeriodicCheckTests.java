package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PeriodicCheck}.
 */
class PeriodicCheckTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final Deque<Runnable> handedOver = new ArrayDeque<>();

	private int checks;

	private boolean rejects;

	private final PeriodicCheck check = new PeriodicCheck(Duration.ofSeconds(1), this::handOver, () -> this.checks++);

	@Test
	void checkIsHandedOverOncePerPeriod() {
		this.check.look(0);
		run();
		this.check.look(SECOND - 1);
		run();
		assertThat(this.checks).isEqualTo(1);
		this.check.look(SECOND);
		run();
		assertThat(this.checks).isEqualTo(2);
	}

	@Test
	void checkThatStillRunsIsNotBegunAgain() {
		this.check.look(0);
		this.check.look(5 * SECOND);
		assertThat(this.handedOver).hasSize(1);
	}

	@Test
	void checkThatWasRejectedIsTriedAgain() {
		this.rejects = true;
		this.check.look(0);
		this.rejects = false;
		this.check.look(SECOND);
		run();
		assertThat(this.checks).isEqualTo(1);
	}

	@Test
	void checkThatThrewIsTriedAgain() {
		PeriodicCheck throwing = new PeriodicCheck(Duration.ofSeconds(1), this::handOver, () -> {
			this.checks++;
			throw new IllegalStateException("no disk");
		});
		throwing.look(0);
		assertThatIllegalStateException().isThrownBy(this::run);
		throwing.look(SECOND);
		assertThatIllegalStateException().isThrownBy(this::run);
		assertThat(this.checks).isEqualTo(2);
	}

	private void handOver(Runnable task) {
		if (this.rejects) {
			throw new RejectedExecutionException("no thread");
		}
		this.handedOver.add(task);
	}

	private void run() {
		for (Runnable task = this.handedOver.poll(); task != null; task = this.handedOver.poll()) {
			task.run();
		}
	}

}
