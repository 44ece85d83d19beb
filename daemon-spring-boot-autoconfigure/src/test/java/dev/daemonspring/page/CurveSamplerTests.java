package dev.daemonspring.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.daemonspring.rpc.FakeWorkers;
import dev.daemonspring.supervisor.WorkerInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CurveSampler}.
 */
class CurveSamplerTests {

	private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1000), ZoneOffset.UTC);

	private final AtomicLong nanoTime = new AtomicLong(-5);

	private final Curves curves = new Curves();

	private boolean broken;

	private final CurveSampler sampler = new CurveSampler(new FakeWorkers() {

		@Override
		public WorkerInfo info(String name) {
			if (CurveSamplerTests.this.broken) {
				throw new IllegalStateException("torn");
			}
			return super.info(name);
		}

	}, (pid) -> OptionalLong.of(pid * 2), this.curves, this.clock, this.nanoTime::get);

	@Test
	void sampleHasTheMemoryOfTheProcess() {
		this.sampler.sample();
		Curves.View view = this.curves.after(-1);
		assertThat(view.at()).isEqualTo(1000);
		assertThat(view.workers()).containsOnlyKeys("handyman", "ping");
		assertThat(this.curves.memory("handyman", 4711L)).isEqualTo(9422);
	}

	@Test
	void threadThatIsEarlyOrLateLeavesNoGap() {
		for (double at : new double[] { 0.1, 4.9, 10.2, 14.8, 20.0 }) {
			this.nanoTime.set((long) (at * 1e9) - 5);
			this.sampler.sample();
		}
		assertThat(this.curves.after(-1).last()).isEqualTo(4);
		assertThat(this.curves.after(-1).workers().values()).allSatisfy(
				(view) -> assertThat(view.memory()).isEqualTo(Arrays.asList(9422L, 9422L, 9422L, 9422L, 9422L)));
	}

	@Test
	void timeInWhichTheDaemonDidNotRunIsAGap() {
		this.sampler.sample();
		this.nanoTime.addAndGet(Duration.ofSeconds(15).toNanos());
		this.sampler.sample();
		assertThat(this.curves.after(-1).workers().values())
			.allSatisfy((view) -> assertThat(view.memory()).isEqualTo(Arrays.asList(9422L, null, null, 9422L)));
	}

	@Test
	void sampleThatFailsIsLeftOut() {
		this.broken = true;
		this.sampler.sample();
		assertThat(this.curves.after(-1).last()).isEqualTo(-1);
		this.broken = false;
		this.sampler.sample();
		assertThat(this.curves.after(-1).last()).isZero();
	}

	@Test
	void samplesOnADaemonThreadUntilStopped() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.sampler.start();
		this.sampler.start();
		await().until(() -> this.curves.after(-1).last() == 0);
		List<Thread> own = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread) && thread.getName().equals("daemon-page"))
			.toList();
		assertThat(own).hasSize(1).allMatch(Thread::isDaemon);
		assertThat(this.sampler.isRunning()).isTrue();
		this.sampler.stop();
		assertThat(this.sampler.isRunning()).isFalse();
		await().until(() -> !own.get(0).isAlive());
	}

}
