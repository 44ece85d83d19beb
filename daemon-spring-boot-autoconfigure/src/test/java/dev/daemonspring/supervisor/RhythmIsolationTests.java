package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.supervisor.IterationResult.Outcome;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the rhythms of workers, and for iterations by order, on threads.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class RhythmIsolationTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DaemonAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withPropertyValues("daemon.isolation=thread", "daemon.defaults.restart.initial-delay=10ms",
				"daemon.defaults.restart.max-delay=10ms", "daemon.workers.nightly.forever=true");

	@BeforeEach
	void reset() {
		Application.iterations.set(0);
		Application.failing = false;
		Application.gate = new CountDownLatch(0);
	}

	@Test
	void onceRunsOneIterationAndIsDone() {
		this.runner.withPropertyValues("daemon.workers.nightly.enabled=false").run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.info("job").pid() == null && workers.status("job") == WorkerState.DONE);
			assertThat(workers.info("job").iterations()).isEqualTo(1);
			assertThat(workers.info("job").rhythm()).isEqualTo("once");
			assertThat(workers.info("job").nextRun()).isNull();
			assertThat(workers.run("job")).isFalse();
			assertThat(workers.start("job")).isTrue();
			await().until(() -> workers.info("job").iterations() == 2 && workers.status("job") == WorkerState.DONE);
			assertThat(workers.info("job").restarts()).isZero();
		});
	}

	@Test
	void onceThatThrowsIsRestartedUntilItIsDone() {
		Application.failing = true;
		this.runner.withPropertyValues("daemon.workers.job.forever=true").run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.info("job").restarts() > 1);
			Application.failing = false;
			await().until(() -> workers.status("job") == WorkerState.DONE);
			assertThat(workers.info("job").iterations()).isEqualTo(1);
		});
	}

	@Test
	void daemonEndsWhenItIsToAndAllIsDone() {
		this.runner.withPropertyValues("daemon.on-done=shutdown", "daemon.workers.nightly.enabled=false")
			.run((context) -> await().until(() -> !context.getSourceApplicationContext().isActive()));
	}

	@Test
	void cronSaysWhenItRunsNext(CapturedOutput output) {
		this.runner.run((context) -> {
			WorkerInfo info = context.getBean(Workers.class).info("nightly");
			assertThat(info.rhythm()).isEqualTo("cron '0 0 3 * * *' in Asia/Tokyo");
			assertThat(info.looptime()).isZero();
			assertThat(info.nextRun()).isAfter(ZonedDateTime.now())
				.satisfies((next) -> assertThat(next.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo")))
				.satisfies((next) -> assertThat(next.getHour()).isEqualTo(3));
			await().until(() -> output.getOut()
				.contains("Worker 'nightly' runs by cron '0 0 3 * * *' in Asia/Tokyo, next at " + info.nextRun()));
			assertThat(info.iterations()).isZero();
		});
	}

	@Test
	void runRunsAnIterationNow() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			assertThat(workers.run("nightly")).isTrue();
			await().until(() -> workers.info("nightly").iterations() == 1);
			IterationResult result = workers.run("nightly", WAIT);
			assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
			assertThat(result.length()).isPositive().isLessThan(WAIT);
			assertThat(result.error()).isNull();
			assertThat(workers.info("nightly").iterations()).isEqualTo(2);
		});
	}

	@Test
	void runDoesNotFillTheMailbox() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			for (int i = 1; i <= 200; i++) {
				int count = i;
				assertThat(workers.run("nightly")).isTrue();
				await().until(() -> workers.info("nightly").iterations() == count);
			}
		});
	}

	@Test
	void runRunsAnIterationThoughTheWorkerIsPaused() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			workers.pause("nightly");
			await().until(() -> workers.status("nightly") == WorkerState.PAUSED);
			assertThat(workers.run("nightly", WAIT).outcome()).isEqualTo(Outcome.SUCCEEDED);
			assertThat(workers.status("nightly")).isEqualTo(WorkerState.PAUSED);
		});
	}

	@Test
	void runThatFailsAnswersAndTakesTheWorkerDown() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("job") == WorkerState.DONE);
			Application.failing = true;
			IterationResult result = workers.run("nightly", WAIT);
			Application.failing = false;
			assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
			assertThat(result.error()).contains("told to fail");
			await().until(() -> workers.info("nightly").restarts() == 1);
			await().until(() -> workers.status("nightly") == WorkerState.LOOPING);
			assertThat(workers.info("nightly").failures()).isEqualTo(1);
		});
	}

	@Test
	void runThatTakesTooLongSaysThatItMayStillRun() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("job") == WorkerState.DONE);
			CountDownLatch gate = new CountDownLatch(1);
			Application.gate = gate;
			assertThatExceptionOfType(CommandException.class)
				.isThrownBy(() -> workers.run("nightly", Duration.ofMillis(200)))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.TIMED_OUT_RUNNING))
				.withMessageContaining("Command 'run' of worker 'nightly' did not end within PT0.2S");
			gate.countDown();
			await().until(() -> workers.info("nightly").iterations() == 1);
		});
	}

	@Test
	void runIsRefusedByAWorkerThatIsStopped() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			workers.stop("nightly");
			await().until(() -> workers.status("nightly") == WorkerState.STOPPED);
			assertThat(workers.run("nightly")).isFalse();
			assertThatExceptionOfType(CommandException.class).isThrownBy(() -> workers.run("nightly", WAIT))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.NOT_RUNNING));
			assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> workers.run("nobody"));
		});
	}

	@Test
	void runRefusesATimeToWaitBeyondItsLimits() {
		this.runner.run((context) -> assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> context.getBean(Workers.class).run("nightly", Duration.ZERO))
			.withMessage("'wait' is 'PT0S', but must be between PT0.001S and PT24H")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.INVALID_ARGUMENTS)));
	}

	@Test
	void delayCountsFromTheEnd() {
		this.runner.withPropertyValues("daemon.workers.nightly.delay=5ms").run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.info("nightly").iterations() > 3);
			assertThat(workers.info("nightly").rhythm()).isEqualTo("5ms after the end of the last");
		});
	}

	@Test
	void contradictionStopsTheStart() {
		this.runner.withPropertyValues("daemon.workers.nightly.looptime=5s", "daemon.workers.nightly.once=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessage(
						"'daemon.workers.nightly' sets 'looptime' and 'once', but a worker has at most one of them."));
	}

	@Test
	void expressionThatNeverFiresStopsTheStart() {
		this.runner.withPropertyValues("daemon.workers.nightly.cron=0 0 0 30 2 *")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("it never fires"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		static final AtomicInteger iterations = new AtomicInteger();

		static volatile boolean failing;

		static volatile CountDownLatch gate = new CountDownLatch(0);

		@Bean
		@Worker(once = true)
		WorkerLoop job() {
			return Application::iterate;
		}

		@Bean
		WorkerRegistration nightly() {
			return WorkerRegistration.of("nightly", () -> Application::iterate)
				.cron("0 0 3 * * *")
				.zone(ZoneId.of("Asia/Tokyo"));
		}

		private static void iterate() throws InterruptedException {
			if (failing) {
				throw new IllegalStateException("told to fail");
			}
			gate.await();
			iterations.incrementAndGet();
		}

	}

}
