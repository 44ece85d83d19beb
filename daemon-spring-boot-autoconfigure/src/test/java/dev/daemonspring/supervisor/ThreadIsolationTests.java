package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the supervision of workers on threads of the daemon, which is that of
 * processes.
 */
@ExtendWith(OutputCaptureExtension.class)
class ThreadIsolationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DaemonAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withPropertyValues("daemon.isolation=thread", "daemon.defaults.restart.initial-delay=10ms",
				"daemon.defaults.restart.max-delay=10ms");

	@BeforeEach
	void reset() {
		Application.crashing = false;
		Application.spindowns.set(0);
	}

	@Test
	void workersLoopAndStartNoProcess() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.info("copy").iterations() > 3);
			assertThat(workers.info("copy").pid()).isEqualTo(ProcessHandle.current().pid());
			assertThat(workers.status()).isEqualTo(Map.of("copy", WorkerState.LOOPING));
		});
	}

	@Test
	void workerWhenItThrowsIsRestartedAsAnotherInstance() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
			assertThat(workers.send("copy", "instance")).isEqualTo(1);
			workers.send("copy", "crash");
			await().until(() -> workers.info("copy").restarts() == 1 && workers.status("copy") == WorkerState.LOOPING);
			assertThat(workers.send("copy", "instance")).isEqualTo(2);
			assertThat(workers.info("copy").lastError()).contains("crashed as asked");
			await().until(() -> context.getBean(Diary.class).events.stream()
				.anyMatch((event) -> event instanceof WorkerRestartedEvent));
		});
	}

	@Test
	void workerThatWasPausedComesBackPausedAfterACrash() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			assertThat(workers.pause("copy")).isTrue();
			await().until(() -> workers.status("copy") == WorkerState.PAUSED);
			assertThat(workers.restart("copy")).isTrue();
			await().until(() -> workers.status("copy") == WorkerState.PAUSED
					&& Integer.valueOf(2).equals(workers.send("copy", "instance")));
			assertThat(workers.info("copy").restarts()).isZero();
			assertThat(workers.resume("copy")).isTrue();
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
		});
	}

	@Test
	void workerWhenStoppedStaysSoUntilStarted() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
			assertThat(workers.stop("copy")).isTrue();
			await().until(() -> workers.info("copy").pid() == null);
			assertThat(workers.status("copy")).isEqualTo(WorkerState.STOPPED);
			assertThat(workers.pause("copy")).isFalse();
			assertThatExceptionOfType(CommandException.class).isThrownBy(() -> workers.send("copy", "instance"))
				.extracting(CommandException::reason)
				.isEqualTo(CommandException.Reason.NOT_RUNNING);
			assertThat(workers.start("copy")).isTrue();
			assertThat(workers.start("copy")).isFalse();
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
		});
	}

	@Test
	void workerThatStopsItselfStaysStopped() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
			workers.send("copy", "stop");
			await().until(() -> workers.info("copy").pid() == null);
			assertThat(workers.status("copy")).isEqualTo(WorkerState.STOPPED);
			assertThat(workers.start("copy")).isTrue();
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
		});
	}

	@Test
	void workerThatPausesItselfIsPausedAfterARestart() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
			workers.send("copy", "pause");
			await().until(() -> workers.status("copy") == WorkerState.PAUSED);
			workers.restart("copy");
			await().until(() -> workers.status("copy") == WorkerState.PAUSED
					&& Integer.valueOf(2).equals(workers.send("copy", "instance")));
		});
	}

	@Test
	void workerThatCrashesTooOftenIsGivenUpAndCanBeStarted() {
		this.runner.withPropertyValues("daemon.workers.copy.restart.max-restarts=2").run((context) -> {
			Workers workers = context.getBean(Workers.class);
			Application.crashing = true;
			await().until(() -> workers.status("copy") == WorkerState.FAILED);
			assertThat(workers.info("copy").restarts()).isEqualTo(2);
			Application.crashing = false;
			assertThat(workers.start("copy")).isTrue();
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
		});
	}

	@Test
	void workerThatHasDoneItsIterationsIsReplacedAndNotCountedAsACrash() {
		this.runner.withPropertyValues("daemon.workers.copy.max-iterations=5").run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.info("copy").replacements() >= 2);
			assertThat(workers.info("copy").restarts()).isZero();
			assertThat(workers.info("copy").failures()).isZero();
		});
	}

	@Test
	void commandThatDoesNotExistOrDoesNotFitIsRefused() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
			assertThatExceptionOfType(CommandException.class).isThrownBy(() -> workers.send("copy", "nope"))
				.withMessageContaining("'nope'")
				.extracting(CommandException::reason)
				.isEqualTo(CommandException.Reason.UNKNOWN_COMMAND);
			assertThatExceptionOfType(CommandException.class).isThrownBy(() -> workers.send("copy", "instance", 1))
				.extracting(CommandException::reason)
				.isEqualTo(CommandException.Reason.INVALID_ARGUMENTS);
			assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> workers.pause("nobody"))
				.withMessageContaining("[copy]");
		});
	}

	@Test
	void commandWhoseFailureIsLargerThanTheMailboxHasFailed() {
		this.runner.withPropertyValues("daemon.mailbox-size=1KB").run((context) -> {
			Workers workers = context.getBean(Workers.class);
			await().until(() -> workers.status("copy") == WorkerState.LOOPING);
			assertThatExceptionOfType(CommandException.class).isThrownBy(() -> workers.send("copy", "fail", 2000))
				.withMessageStartingWith("Command 'fail' of worker 'copy' failed: The disk is full. xxx")
				.satisfies((ex) -> assertThat(ex.getMessage()).hasSize(1024))
				.extracting(CommandException::reason)
				.isEqualTo(CommandException.Reason.FAILED);
			assertThat(workers.send("copy", "instance")).isEqualTo(1);
		});
	}

	@Test
	void workerThatIsNotForeverEndsNoDaemonThatIgnoresItAndTheLogSaysSo(CapturedOutput output) {
		this.runner.withPropertyValues("daemon.on-worker-exit=ignore", "daemon.workers.copy.forever=false")
			.run((context) -> {
				Workers workers = context.getBean(Workers.class);
				await().until(() -> workers.status("copy") == WorkerState.LOOPING);
				workers.send("copy", "crash");
				await().until(() -> workers.status("copy") == WorkerState.FAILED);
				await().until(() -> output.getAll().contains("'copy' went down and is not forever: it stays so until"));
				assertThat(output).doesNotContain("the daemon shuts down");
				Application.crashing = false;
				assertThat(workers.start("copy")).isTrue();
				await().until(() -> workers.status("copy") == WorkerState.LOOPING);
			});
	}

	@Test
	void contextWhenClosedSpinsDownOnce() {
		AtomicInteger spindowns = Application.spindowns;
		this.runner.run(
				(context) -> await().until(() -> context.getBean(Workers.class).status("copy") == WorkerState.LOOPING));
		assertThat(spindowns).hasValue(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		static final AtomicInteger spindowns = new AtomicInteger();

		static volatile boolean crashing;

		private final AtomicInteger instances = new AtomicInteger();

		@Bean
		@Worker(looptime = 1, timeUnit = TimeUnit.MILLISECONDS, forever = true)
		Copy copy(WorkerContext workerContext) {
			return new Copy(workerContext, this.instances.incrementAndGet());
		}

		@Bean
		Diary publisher() {
			return new Diary();
		}

	}

	static class Diary {

		final List<Object> events = new CopyOnWriteArrayList<>();

		@EventListener({ WorkerStateChangedEvent.class, WorkerExitedEvent.class, WorkerRestartedEvent.class })
		void note(Object event) {
			this.events.add(event);
		}

	}

	static class Copy implements WorkerLoop {

		private final WorkerContext context;

		private final int instance;

		private boolean crash;

		Copy(WorkerContext context, int instance) {
			this.context = context;
			this.instance = instance;
			assertThat(context.name()).isEqualTo("copy");
			assertThat(context.looptime()).isEqualTo(Duration.ofMillis(1));
		}

		@Override
		public void loop() {
			if (this.crash || Application.crashing) {
				throw new IllegalStateException("crashed as asked");
			}
		}

		@Override
		public void spindown() {
			Application.spindowns.incrementAndGet();
		}

		@WorkerCommand
		int instance() {
			return this.instance;
		}

		@WorkerCommand
		void fail(int size) {
			throw new IllegalStateException("The disk is full. " + "x".repeat(size));
		}

		@WorkerCommand
		void crash() {
			this.crash = true;
		}

		@WorkerCommand
		void stop() {
			this.context.stop();
		}

		@WorkerCommand
		void pause() {
			this.context.pause();
		}

	}

}
