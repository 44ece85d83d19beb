package dev.daemonspring.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WithWorkers @WithWorkers} by a clock that the tester moves.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithWorkers(value = { "nightly", "poll" }, mode = WithWorkers.Mode.CLOCK)
class WithWorkersClockTests {

	private static final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	private static volatile boolean failing;

	@Autowired
	private WorkerTester tester;

	@Autowired
	private Workers workers;

	@BeforeEach
	void begin() {
		this.tester.moveTo(Instant.parse("2020-01-01T12:00:00Z"));
		this.tester.advance(Duration.ofSeconds(10));
		calls.clear();
	}

	@AfterEach
	void heal() {
		failing = false;
		List.of("nightly", "poll").forEach(this.workers::resume);
	}

	@Test
	void iterationsRunAtTheirTimes() {
		this.tester.moveTo(Instant.parse("2020-03-28T01:59:55Z"));
		this.workers.pause("poll");
		this.tester.advance(Duration.ZERO);
		this.workers.resume("poll");
		this.tester.advance(Duration.ZERO);
		calls.clear();
		this.tester.advance(Duration.ofSeconds(20));
		assertThat(calls).containsExactly("nightly", "poll", "poll");
		assertThat(this.tester.now()).isEqualTo("2020-03-28T02:00:15Z");
	}

	@Test
	void timeThatNobodyMovesStandsStill() {
		Instant before = this.tester.now();
		this.tester.advance(Duration.ZERO);
		assertThat(this.tester.now()).isEqualTo(before);
		assertThat(calls).isEmpty();
	}

	@Test
	void daysPassInTheirOrder() {
		this.workers.pause("poll");
		this.tester.advance(Duration.ofDays(3));
		assertThat(calls).containsExactly("nightly", "nightly", "nightly");
	}

	@Test
	void clockThatIsSetForwardMissesTicksThatAreMadeUpForOnce() {
		this.tester.moveTo(Instant.parse("2020-01-09T12:00:00Z"));
		assertThat(calls).containsExactly("nightly");
	}

	@Test
	void clockThatIsSetBackRunsNothing() {
		this.tester.moveTo(Instant.parse("2019-06-01T12:00:00Z"));
		assertThat(calls).isEmpty();
	}

	@Test
	void runRunsAnIterationWhateverTheTime() {
		this.tester.run("nightly", 2);
		assertThat(calls).containsExactly("nightly", "nightly");
	}

	@Test
	void workerThatWasDownMissesWhatCameMeanwhile() {
		this.workers.pause("poll");
		this.workers.stop("nightly");
		this.tester.advance(Duration.ofDays(2));
		assertThat(calls).isEmpty();
		this.workers.start("nightly");
		this.tester.advance(Duration.ofDays(1));
		assertThat(calls).containsExactly("nightly");
	}

	@Test
	void failureIsThrown() {
		this.workers.pause("poll");
		failing = true;
		assertThatExceptionOfType(WorkerFailedException.class).isThrownBy(() -> this.tester.advance(Duration.ofDays(1)))
			.withMessageContaining("told to fail");
		failing = false;
		this.tester.run("nightly");
		assertThat(calls).containsExactly("nightly");
	}

	@Test
	void onceIsDone() {
		this.workers.start("job");
		this.tester.advance(Duration.ofSeconds(1));
		assertThat(this.workers.status("job")).isEqualTo(WorkerState.DONE);
		assertThat(calls).contains("job");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DaemonAutoConfiguration.class)
	static class Application {

		@Bean
		@Worker(cron = "0 0 2 * * *", zone = "UTC", forever = true)
		WorkerLoop nightly() {
			return () -> {
				if (failing) {
					throw new IllegalStateException("told to fail");
				}
				calls.add("nightly");
			};
		}

		@Bean
		@Worker(looptime = 10)
		WorkerLoop poll() {
			return () -> calls.add("poll");
		}

		@Bean
		@Worker(once = true)
		WorkerLoop job() {
			return () -> calls.add("job");
		}

	}

}
