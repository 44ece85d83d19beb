package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkerProcess}: whatever comes of it, the daemon learns it from the
 * status region and the exit code. The test plays the daemon.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class WorkerProcessTests {

	private static final int SCRATCH = 2;

	@TempDir
	Path temp;

	private SlotFixture slots;

	private JavaProcess process;

	@BeforeEach
	void start() throws Exception {
		this.slots = new SlotFixture(this.temp);
		this.process = JavaProcess.start(this.temp, WorkerMain.class);
	}

	@AfterEach
	void kill() throws Exception {
		this.process.close();
		this.slots.close();
	}

	@Test
	void processLivesAsItsWorkerAndEndsWithIt() throws Exception {
		bootstrapAs("copy", Application.class.getName());
		this.process.send(SlotFixture.assignment("copy", 0, Duration.ofMinutes(1)));
		assertThat(this.process.exitCode()).isEqualTo(ExitCode.CONTROLLED);
		assertThat(this.slots.daemon(SCRATCH).phase()).isEqualTo(ProcessPhase.ASSIGNED);
		assertThat(this.slots.daemon(SCRATCH).snapshot().pid()).isEqualTo(this.process.pid());
		assertThat(this.slots.daemon(0).snapshot().pid()).isEqualTo(this.process.pid());
		assertThat(this.slots.daemon(0).snapshot().iterations()).isEqualTo(1);
		assertThat(this.slots.daemon(0).state()).isEqualTo(WorkerState.STOPPED);
		assertThat(this.slots.daemon(0).departure(1)).isEqualTo(ExitCode.CONTROLLED);
		assertThat(this.process.output()).contains("[copy] worker destroyed");
	}

	@Test
	void standbyRehearsesWithoutATraceAndTakesUpAWorker() throws Exception {
		bootstrapAs(BootstrapMessage.STANDBY, Application.class.getName());
		await().atMost(Duration.ofMinutes(2)).until(() -> this.slots.daemon(SCRATCH).phase() == ProcessPhase.READY);
		assertThat(this.slots.daemon(SCRATCH).snapshot().iterations()).isZero();
		assertThat(this.slots.daemon(SCRATCH).snapshot().failures()).isZero();
		assertThat(this.process.output()).doesNotContain("worker destroyed").doesNotContain("rehears");
		this.process.send(SlotFixture.assignment("copy", 0, Duration.ofMinutes(1)));
		assertThat(this.process.exitCode()).isEqualTo(ExitCode.CONTROLLED);
		assertThat(this.slots.daemon(0).snapshot().iterations()).isEqualTo(1);
	}

	@Test
	void applicationThatDoesNotBootIsToldOf() throws Exception {
		bootstrapMain(Idle.class.getName());
		assertThat(this.process.exitCode()).isEqualTo(ExitCode.WENT_DOWN);
		assertThat(this.slots.daemon(SCRATCH).phase()).isEqualTo(ProcessPhase.BOOT_FAILED);
		assertThat(this.slots.daemon(SCRATCH).snapshot().lastError()).contains(Idle.class.getName())
			.contains("without having run a SpringApplication");
		assertThat(this.process.output()).contains("The application could not boot in its worker process");
	}

	@Test
	void processWhoseWorkerIsToStopBeforeItBeginsEndsAtOnce() throws Exception {
		this.slots.daemon(0).wanted(WantedState.STOPPED);
		bootstrapMain(ControlThreadTests.Hanging.class.getName());
		this.process.send(SlotFixture.assignment("copy", 0, Duration.ofMinutes(1)));
		this.process.send(new ControlMessage.Doorbell(0));
		assertThat(this.process.exitCode()).isEqualTo(ExitCode.CONTROLLED);
		assertThat(this.slots.daemon(0).departure(1)).isNegative();
	}

	@Test
	void processThatIsRetiredWhileItBootsEndsAtOnce() throws Exception {
		bootstrapMain(ControlThreadTests.Hanging.class.getName());
		this.process.send(new ControlMessage.Retire());
		assertThat(this.process.exitCode()).isEqualTo(ExitCode.CONTROLLED);
	}

	@Test
	void processThatIsTerminatedWhileItBootsEndsAsOneThatDoesNotHandleTheSignal() throws Exception {
		bootstrapMain(ControlThreadTests.Hanging.class.getName());
		await().atMost(Duration.ofMinutes(2)).until(() -> this.slots.daemon(SCRATCH).phase() == ProcessPhase.BOOTING);
		this.process.terminate();
		assertThat(this.process.exitCode()).isEqualTo(143);
	}

	private void bootstrapMain(String mainClass) throws Exception {
		bootstrap("copy", mainClass);
	}

	private void bootstrapAs(String label, String... sources) throws Exception {
		bootstrap(label, null, sources);
	}

	private void bootstrap(String label, @Nullable String mainClass, String... sources) throws Exception {
		this.process.send(new BootstrapMessage(label, this.slots.file().toString(), SCRATCH, Map.of(), mainClass, null,
				List.of(sources), List.of(), Map.of(), "", Duration.ofSeconds(1)));
	}

	static class Idle {

		static void main(String[] args) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Copier copy(WorkerContext context) {
			return new Copier(context);
		}

	}

	static class Copier implements WorkerLoop, DisposableBean {

		private final WorkerContext context;

		Copier(WorkerContext context) {
			this.context = context;
		}

		@Override
		public void loop() {
			this.context.stop();
		}

		@Override
		public void destroy() {
			System.out.println("worker destroyed");
		}

	}

}
