package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import dev.daemonspring.classdata.ClassDataSettings;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link SupervisorFactory} and {@link StartupAdvice}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SupervisorFactoryTests {

	private static final LaunchPlan OTHER_PLAN = new LaunchPlan(List.of("-Xshare:off"), null, null);

	@TempDir
	Path directory;

	@Test
	void standbysOfTheCommonPlanAreThoseOfTheDaemonAndOfItsWorkers() {
		assertThat(SupervisorFactory.standbys(
				List.of(worker("a", SupervisorFixture.PLAN, 0), worker("b", SupervisorFixture.PLAN, 2)),
				settings(Isolation.PROCESS, false)))
			.isEqualTo(Map.of(SupervisorFixture.PLAN, 3));
	}

	@Test
	void standbysOfAnotherPlanAreThoseThatItsWorkersAskFor() {
		assertThat(SupervisorFactory.standbys(
				List.of(worker("a", SupervisorFixture.PLAN, 0), worker("b", OTHER_PLAN, 0), worker("c", OTHER_PLAN, 1)),
				settings(Isolation.PROCESS, false)))
			.isEqualTo(Map.of(SupervisorFixture.PLAN, 1, OTHER_PLAN, 1));
	}

	@Test
	void noStandbyWaitsForAPlanThatNoWorkerHas() {
		assertThat(SupervisorFactory.standbys(List.of(worker("b", OTHER_PLAN, 0)), settings(Isolation.PROCESS, false)))
			.isEqualTo(Map.of(OTHER_PLAN, 0));
	}

	@Test
	void processesThatTheMemoryIsSharedAmongAreAllThatThereCanBe() {
		assertThat(SupervisorFactory.plans(List.of(SupervisorFixture.several("a", 1, 3),
				SupervisorFixture.limited("b", WorkerLimits.NONE, "shared"),
				SupervisorFixture.limited("c", WorkerLimits.NONE, "shared"), worker("d", OTHER_PLAN, 0))))
			.containsExactly(SupervisorFixture.PLAN, SupervisorFixture.PLAN, SupervisorFixture.PLAN,
					SupervisorFixture.PLAN, OTHER_PLAN);
		assertThat(SupervisorFactory.withHot(Map.of(SupervisorFixture.PLAN, 1), List.of(SupervisorFixture.hot("a"))))
			.isEqualTo(Map.of(SupervisorFixture.PLAN, 2));
	}

	@Test
	void agentsOfTheDaemonThatWorkersDoNotHaveAreTold(CapturedOutput output) {
		Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-javaagent:/a.jar=secret -javaagent:/b.jar");
		StartupAdvice.onAgents(environment, List.of("-javaagent:/b.jar"));
		assertThat(output)
			.contains("Worker processes do not have the agent '-javaagent:/a.jar' of the variable JAVA_TOOL_OPTIONS")
			.doesNotContain("secret", "/b.jar");
	}

	@Test
	void endThatTakesLongerThanIsAllowedIsToldWithItsParts(CapturedOutput output) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.refresh();
		List<WorkerSpecification> workers = List.of(SupervisorFixture.worker("copy", true));
		StartupAdvice.onShutdown(workers, new Surroundings(0, 0, null), context);
		StartupAdvice.onShutdown(workers, new Surroundings(0, 0, Duration.ofSeconds(15)), context);
		assertThat(output).doesNotContain("daemon.shutdown.allowed");
		context.getBeanFactory().registerSingleton("webServerGracefulShutdown", "of a web server");
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("spring.lifecycle.timeout-per-shutdown-phase", "20s")));
		StartupAdvice.onShutdown(workers, new Surroundings(0, 0, Duration.ofSeconds(30)), context);
		StartupAdvice.onShutdown(workers, new Surroundings(0, 0, Duration.ofSeconds(35)), context);
		context.close();
		assertThat(output).containsOnlyOnce("The end of the daemon may take 35 s and it is killed after 30");
		assertThat(output).contains("20 s for requests", "15 s for workers");
	}

	@Test
	void delaysBelowTheShortestAreToldForEachWorkerThatHasThem(CapturedOutput output) {
		RestartPolicy hot = new RestartPolicy(Duration.ZERO, 2, Duration.ZERO, Duration.ofSeconds(60), null,
				Duration.ofSeconds(60));
		StartupAdvice.give(List.of(SupervisorFixture.worker("hot", true, hot), SupervisorFixture.worker("usual", true)),
				settings(Isolation.THREAD, true));
		assertThat(output).contains("'restart.initial-delay'", "'hot'", "50 ms").doesNotContain("'usual'");
	}

	@Test
	void heapIsSpokenOfOnlyWhereWorkersAreProcessesOfADaemon(CapturedOutput output) {
		List<WorkerSpecification> workers = List.of(SupervisorFixture.worker("usual", true));
		StartupAdvice.give(workers, settings(Isolation.THREAD, false));
		StartupAdvice.give(workers, settings(Isolation.PROCESS, true));
		assertThat(output).doesNotContain("heap");
		StartupAdvice.give(workers, settings(Isolation.PROCESS, false));
		assertThat(output).contains("-XX:+ExitOnOutOfMemoryError");
	}

	@Test
	void bootstrapThatIsTooSmallIsClosedAndNotUsed() {
		SupervisorBootstrap early = mock(SupervisorBootstrap.class);
		AtomicBoolean taken = new AtomicBoolean();
		GenericApplicationContext context = new GenericApplicationContext();
		context.refresh();
		SupervisorFactory factory = new SupervisorFactory(List.of(SupervisorFixture.worker("copy", true)),
				settings(Isolation.THREAD, true), ApplicationOrigin.unknown(), context, () -> {
					taken.set(true);
					return early;
				});
		Supervisor supervisor = factory.create(mock(DaemonEnd.class), ProcessMetrics.NONE);
		supervisor.start((worker) -> false);
		supervisor.stop();
		assertThat(taken).isTrue();
		verify(early).close();
		context.close();
	}

	private DaemonSettings settings(Isolation isolation, boolean test) {
		return new DaemonSettings(this.directory.resolve("region"), 1024, Duration.ofSeconds(30), true, false,
				isolation, 1, false, SupervisorFixture.PLAN, Duration.ZERO,
				new ClassDataSettings(ClassDataSettings.Mode.OFF, null, ClassDataSettings.DEFAULT_CALM),
				SupervisorFixture.SURROUNDINGS, test);
	}

	private static WorkerSpecification worker(String name, LaunchPlan plan, int standby) {
		WorkerSpecification plain = SupervisorFixture.worker(name, true);
		return new WorkerSpecification(plain.description(), name, plain.rhythm(), plain.restart(),
				plain.shutdownGrace(), plain.commandTimeout(), plain.startTimeout(), null, plain.stallAction(),
				plain.limits(), plan, null, plain.instances(), standby, plain.standbyDepth(), plain.descendants(),
				plain.selfStarting());
	}

}
