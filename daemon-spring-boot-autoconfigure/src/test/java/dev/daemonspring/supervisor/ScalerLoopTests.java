package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.policy.ScaleLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScalerLoop} and {@link MemoryRoom}, with a supervisor without
 * processes.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScalerLoopTests {

	private static final Duration COOL_DOWN = ScaleLimits.DEFAULT_COOL_DOWN;

	private @TempDir Path directory;

	private SupervisorFixture daemon;

	private WorkerGroup group;

	private final List<WorkerScale> asked = new ArrayList<>();

	private int wish = 5;

	private long available = Long.MAX_VALUE;

	private long now;

	private ScalerLoop loop;

	@BeforeEach
	void start() {
		this.daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.several("handyman", 2, 4)).start();
		this.group = Objects.requireNonNull(this.daemon.supervisor.group("handyman"));
		use((current) -> {
			this.asked.add(current);
			return this.wish;
		});
	}

	private void use(WorkerScaler... scalers) {
		this.loop = new ScalerLoop(List.of(scalers),
				new MemoryRoom(() -> OptionalLong.of(this.available), (pid) -> OptionalLong.of(100 << 20)),
				this.daemon.supervisor::scale, () -> this.now, Duration.ofSeconds(2));
	}

	@AfterEach
	void close() {
		this.loop.close();
		this.daemon.close();
	}

	@Test
	void wishIsFollowedOneStepAtATimeAfterEachCoolDown() {
		look();
		assertThat(this.asked).containsExactly(new WorkerScale("handyman", 2, 2, 1, 4));
		assertThat(this.group.wanted()).isEqualTo(3);
		look();
		assertThat(this.group.wanted()).as("while it cools down").isEqualTo(3);
		assertThat(this.asked).as("nobody is asked in vain").hasSize(1);
		this.now += COOL_DOWN.toNanos();
		look();
		assertThat(this.group.wanted()).isEqualTo(4);
		this.now += COOL_DOWN.toNanos();
		look();
		assertThat(this.group.wanted()).as("no more than 'scale.max'").isEqualTo(4);
		this.wish = 0;
		for (int i = 0; i < 10; i++) {
			this.now += COOL_DOWN.toNanos();
			look();
		}
		assertThat(this.group.wanted()).as("no fewer than 'scale.min'").isEqualTo(1);
	}

	@Test
	void operatorsScaleIsLeftAloneUntilTheCoolDownIsOver() {
		this.wish = 2;
		look();
		this.daemon.supervisor.scale(this.group, 4, "an operator");
		look();
		assertThat(this.group.wanted()).isEqualTo(4);
		this.now += COOL_DOWN.toNanos();
		look();
		assertThat(this.group.wanted()).isEqualTo(3);
	}

	@Test
	void nothingIsScaledUpWithoutMemory(CapturedOutput output) {
		this.available = 120 << 20;
		look();
		look();
		assertThat(this.group.wanted()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("120 MiB of memory are available, and one more takes 125");
		this.available = 125 << 20;
		look();
		assertThat(this.group.wanted()).isEqualTo(3);
	}

	@Test
	void scalerThatThrowsChangesNothingAndIsToldOnce(CapturedOutput output) {
		use((current) -> {
			throw new IllegalStateException("no queue");
		});
		look();
		look();
		assertThat(this.group.wanted()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("no queue");
	}

	@Test
	void scalerThatDoesNotReturnChangesNothingAndIsNotAskedAgainMeanwhile(CapturedOutput output)
			throws InterruptedException {
		CountDownLatch returns = new CountDownLatch(1);
		List<WorkerScale> calls = new ArrayList<>();
		this.loop.close();
		this.loop = new ScalerLoop(List.of((current) -> {
			calls.add(current);
			awaitUninterruptibly(returns);
			return 4;
		}), new MemoryRoom(() -> OptionalLong.of(this.available), (pid) -> OptionalLong.empty()),
				this.daemon.supervisor::scale, () -> this.now, Duration.ofMillis(50));
		look();
		look();
		assertThat(calls).hasSize(1);
		assertThat(this.group.wanted()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("has not answered within 50 ms");
		returns.countDown();
	}

	@Test
	void firstScalerThatScalesTheWorkerIsAsked() {
		use(new OfAnother(), (current) -> 1);
		look();
		assertThat(this.group.wanted()).isEqualTo(1);
	}

	private void look() {
		this.loop.look(this.group);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean over = false;
		while (!over) {
			try {
				latch.await();
				over = true;
			}
			catch (InterruptedException ex) {
				// Goes on
			}
		}
	}

	/**
	 * A scaler of another worker.
	 */
	private static final class OfAnother implements WorkerScaler {

		@Override
		public boolean scales(String worker) {
			return worker.equals("copy");
		}

		@Override
		public int wish(WorkerScale current) {
			throw new IllegalStateException("not mine");
		}

	}

}
