package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.Child;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ManagedWorkers}.
 */
class ManagedWorkersTests {

	@TempDir
	Path directory;

	private final ManualEventLoop loop = new ManualEventLoop();

	private StatusRegion region;

	private ManagedWorkers workers;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(4, 1024, 2));
		this.workers = new ManagedWorkers(List.of(SupervisorFixture.limited("c", WorkerLimits.NONE, "files"),
				SupervisorFixture.worker("a", true), SupervisorFixture.limited("b", WorkerLimits.NONE, "files")),
				this.region, this.loop);
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void workersComeInTheOrderOfTheirNamesAndHaveASlotEach() {
		assertThat(this.workers).extracting(ManagedWorker::name).containsExactly("a", "b", "c");
		assertThat(this.workers).extracting((worker) -> worker.slot().index()).containsExactly(1, 2, 0);
	}

	@Test
	void workerIsFoundByItsName() {
		assertThat(this.workers.find("b")).isNotNull().extracting(ManagedWorker::name).isEqualTo("b");
		assertThat(this.workers.find("nobody")).isNull();
	}

	@Test
	void processRunsTheWorkersThatWereAttachedToIt() {
		FakeProcess process = new FakeProcess(this.region.file(), this.region.slot(3), 1000);
		assertThat(this.workers.runningIn(process)).isEmpty();
		this.loop.run(() -> this.workers.find("b").attach(process, 0));
		assertThat(this.workers.runningIn(process)).extracting(ManagedWorker::name).containsExactly("b");
		assertThat(this.workers.runningIn(mock(Child.class))).isEmpty();
	}

	@Test
	void workersThatHaveNotSpunUpAreNamed() {
		assertThat(this.workers.spinningUp()).isEmpty();
		this.loop.run(() -> {
			this.workers.find("c").override(WorkerState.SPINUP);
			this.workers.find("b").override(WorkerState.LOOPING);
		});
		assertThat(this.workers.spinningUp()).containsExactly("c");
	}

	@Test
	void longestGraceIsThatOfAnyWorker() {
		assertThat(this.workers.longestGrace()).isEqualTo(SupervisorFixture.GRACE);
		assertThat(new ManagedWorkers(List.of(), this.region, this.loop).longestGrace()).isEqualTo(Duration.ZERO);
	}

}
