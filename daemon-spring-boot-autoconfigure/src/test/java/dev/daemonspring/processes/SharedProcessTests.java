package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Workers that share a process are each their own, but for the process.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SharedProcessTests {

	private static final List<String> FLAT = List.of("anna", "bert", "carl");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private @TempDir Path directory;

	private ConfigurableApplicationContext context;

	private Workers workers;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(SharedApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.workers.carl.process=flat", "daemon.defaults.looptime=20ms",
					"daemon.standby=0", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1",
					"daemon.shutdown.grace=500ms")
			.run("--sharing.directory=" + this.directory);
		this.workers = this.context.getBean(Workers.class);
		this.workers.list().forEach((worker) -> awaitState(worker.name(), WorkerState.LOOPING));
	}

	@AfterEach
	void close() {
		this.context.close();
		assertThat(ProcessHandle.current().children()).isEmpty();
	}

	@Test
	void workersThatShareLiveInOneProcessOnThreadsOfTheirOwn() {
		assertThat(FLAT).allMatch((name) -> pid(name) == pid("anna"))
			.allMatch((name) -> "flat".equals(this.workers.info(name).process()));
		assertThat(pid("dora")).isNotEqualTo(pid("anna"));
		assertThat(this.workers.info("dora").process()).isNull();
		assertThat(FLAT).allSatisfy((name) -> {
			assertThat(tell(name)).startsWith(name, name);
			assertThat(this.workers.send(name, "name")).isEqualTo(name);
		});
		assertThat(FLAT.stream().map((name) -> tell(name).get(2))).doesNotHaveDuplicates();
	}

	@Test
	void workerThatThrowsBeginsAnewAndOthersGoOn() {
		long flat = pid("anna");
		for (String name : FLAT) {
			String before = tell(name).get(2);
			this.workers.send(name, "fail", "throw");
			await().atMost(PATIENCE).until(() -> this.workers.info(name).restarts() == 1);
			awaitState(name, WorkerState.LOOPING);
			assertThat(this.workers.info(name).lastError()).contains(name + " was told to throw");
			assertThat(tell(name).get(2)).isNotEqualTo(before);
		}
		assertThat(FLAT).allMatch((name) -> pid(name) == flat)
			.allMatch((name) -> this.workers.info(name).restarts() == 1);
	}

	@Test
	void workerThatIsStoppedLeavesTheProcessToTheOthers() throws IOException {
		long flat = pid("anna");
		this.workers.stop("anna");
		awaitState("anna", WorkerState.STOPPED);
		assertThat(spindowns("anna")).isEqualTo(1);
		assertThat(this.workers.info("anna").pid()).isNull();
		this.workers.pause("bert");
		awaitState("bert", WorkerState.PAUSED);
		assertThat(this.workers.start("anna")).isTrue();
		awaitState("anna", WorkerState.LOOPING);
		this.workers.restart("carl");
		await().atMost(PATIENCE).until(() -> spindowns("carl") == 1);
		awaitState("carl", WorkerState.LOOPING);
		assertThat(FLAT).allMatch((name) -> pid(name) == flat)
			.allMatch((name) -> this.workers.info(name).restarts() == 0);
		assertThat(this.workers.status("bert")).isEqualTo(WorkerState.PAUSED);
	}

	@Test
	void processThatNobodyNeedsEndsAndComesAgain() {
		long flat = pid("anna");
		FLAT.forEach(this.workers::stop);
		await().atMost(PATIENCE).until(() -> ProcessHandle.of(flat).isEmpty());
		FLAT.forEach((name) -> assertThat(this.workers.status(name)).isEqualTo(WorkerState.STOPPED));
		FLAT.forEach(this.workers::start);
		FLAT.forEach((name) -> awaitState(name, WorkerState.LOOPING));
		assertThat(FLAT).allMatch((name) -> pid(name) == pid("anna")).noneMatch((name) -> pid(name) == flat);
	}

	@Test
	void processThatIsKilledTakesAllWithItAndAllComeBackTogether() {
		long flat = pid("anna");
		ProcessHandle.of(flat).orElseThrow().destroyForcibly();
		FLAT.forEach((name) -> await().atMost(PATIENCE).until(() -> this.workers.info(name).restarts() == 1));
		FLAT.forEach((name) -> awaitState(name, WorkerState.LOOPING));
		assertThat(FLAT).allMatch((name) -> pid(name) == pid("anna")).noneMatch((name) -> pid(name) == flat);
		assertThat(FLAT).allMatch((name) -> "signal 9 (SIGKILL)".equals(this.workers.info(name).lastExit()));
		this.workers.send("bert", "fail", "exit");
		FLAT.forEach((name) -> await().atMost(PATIENCE).until(() -> this.workers.info(name).restarts() == 2));
		FLAT.forEach((name) -> awaitState(name, WorkerState.LOOPING));
		assertThat(this.workers.info("bert").lastError()).contains("System.exit was called");
		assertThat(this.workers.info("anna").lastError()).isNull();
		assertThat(this.workers.info("dora").restarts()).isZero();
	}

	@Test
	void workerThatDoesNotEndInTimeIsInterruptedAndSpinsDown() throws IOException {
		long flat = pid("anna");
		this.workers.send("anna", "fail", "wait");
		this.workers.stop("anna");
		awaitState("anna", WorkerState.STOPPED);
		assertThat(spindowns("anna")).isEqualTo(1);
		assertThat(pid("bert")).isEqualTo(flat);
	}

	@Test
	void workersWhenContextIsClosedSpinDownOnceEach() throws IOException {
		this.context.close();
		for (String name : List.of("anna", "bert", "carl", "dora")) {
			assertThat(spindowns(name)).as(name).isEqualTo(1);
		}
	}

	private void awaitState(String name, WorkerState state) {
		await().atMost(PATIENCE).until(() -> this.workers.status(name), (status) -> status == state);
	}

	private long pid(String name) {
		WorkerInfo info = this.workers.info(name);
		assertThat(info.pid()).as("pid of %s", info).isNotNull();
		return info.pid();
	}

	@SuppressWarnings("unchecked")
	private List<String> tell(String name) {
		return (List<String>) this.workers.send(name, "tell");
	}

	private long spindowns(String name) throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(name + "-")).count();
		}
	}

}
