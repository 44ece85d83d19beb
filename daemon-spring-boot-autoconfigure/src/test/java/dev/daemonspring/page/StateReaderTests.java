package dev.daemonspring.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.rpc.FakeWorkers;
import dev.daemonspring.supervisor.WorkerStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StateReader}.
 */
class StateReaderTests {

	private final AtomicLong nanoTime = new AtomicLong();

	private final AtomicInteger looks = new AtomicInteger();

	private final Curves curves = new Curves();

	private Duration running = Duration.ZERO;

	private final FakeWorkers workers = new FakeWorkers() {

		@Override
		public WorkerStatistics statistics(String name) {
			WorkerStatistics statistics = super.statistics(name);
			return new WorkerStatistics(statistics.pid(), statistics.iterations(), statistics.totalLoop(),
					StateReaderTests.this.running, statistics.failures(), statistics.restarts(), 1, null);
		}

		@Override
		public List<String> instances() {
			StateReaderTests.this.looks.incrementAndGet();
			return super.instances();
		}

	};

	private final StateReader reader = new StateReader(this.workers, this.curves, JsonMapper.builder().build(),
			Clock.fixed(Instant.ofEpochMilli(100_000), ZoneOffset.UTC), this.nanoTime::get, "daemon");

	@Test
	void workersAreReadFourTimesASecondHoweverManyLook() {
		for (int i = 0; i < 100; i++) {
			this.reader.read();
		}
		assertThat(this.looks).hasValue(1);
		this.nanoTime.addAndGet(Duration.ofMillis(249).toNanos());
		this.reader.read();
		assertThat(this.looks).hasValue(1);
		this.nanoTime.addAndGet(Duration.ofMillis(1).toNanos());
		this.reader.read();
		assertThat(this.looks).hasValue(2);
	}

	@Test
	void tagIsTheSameUntilSomethingHappens() {
		TaggedBytes first = this.reader.read();
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		TaggedBytes second = this.reader.read();
		assertThat(second).isNotSameAs(first);
		assertThat(second.tag()).isEqualTo(first.tag());
		this.workers.add("third", Duration.ofSeconds(1), true, null);
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(this.reader.read().tag()).isNotEqualTo(first.tag());
	}

	@Test
	void runningIterationIsToldByItsBegin() {
		assertThat(new String(this.reader.read().bytes())).doesNotContain("\"running\"");
		for (int millis : new int[] { 3001, 2960, 3049 }) {
			this.running = Duration.ofMillis(millis);
			this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
			assertThat(new String(this.reader.read().bytes())).contains("\"running\":97000");
		}
	}

	@Test
	void hotStandbyIsToldWhileItIsReady() {
		assertThat(new String(this.reader.read().bytes())).doesNotContain("standbyPid");
		this.workers.standbyPid = 4712L;
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(new String(this.reader.read().bytes())).contains("\"pid\":4711").contains("\"standbyPid\":4712");
	}

	@Test
	void memoryOfAProcessThatIsGoneIsNotShown() {
		assertThat(new String(this.reader.read().bytes())).doesNotContain("\"memory\"");
		this.curves.add(0, 0, Map.of("ping", new CurveSample(0, 0, 0, 17L, 1234L)));
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(new String(this.reader.read().bytes())).doesNotContain("1234");
		this.curves.add(1, 0, Map.of("ping", new CurveSample(0, 0, 0, 4711L, 1234L)));
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(new String(this.reader.read().bytes())).contains("\"memory\":1234");
	}

}
