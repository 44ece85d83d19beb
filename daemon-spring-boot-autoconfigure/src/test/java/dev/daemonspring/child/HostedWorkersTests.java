package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostedWorkers} and {@link HostedWorker}: a worker either never begins
 * or ends in a controlled way.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostedWorkersTests {

	private final HostedWorkers workers = new HostedWorkers();

	private final AtomicInteger halts = new AtomicInteger();

	@TempDir
	Path temp;

	private SlotFixture slots;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
	}

	@AfterEach
	void close() {
		this.slots.close();
	}

	@Test
	void workersBeginInTheOrderInWhichTheyWereAssigned() throws Exception {
		HostedWorker first = arrive("first", 0, Duration.ofSeconds(1));
		HostedWorker second = arrive("second", 1, Duration.ofSeconds(1));
		assertThat(this.workers.awaitArrival()).isSameAs(first);
		assertThat(this.workers.awaitArrival()).isSameAs(second);
		assertThat(this.workers.in(1)).isSameAs(second);
	}

	@Test
	void endBeforeAnyHasBegunHalts() throws Exception {
		HostedWorker worker = arrive("copy", 0, Duration.ofSeconds(1));
		this.workers.end(this.halts::incrementAndGet);
		assertThat(this.halts).hasValue(1);
		assertThat(this.workers.awaitArrival()).isNull();
		assertThat(this.workers.begin(worker)).isNull();
		assertThat(worker.hasBegun()).isFalse();
	}

	@Test
	void endWhenOneHasBegunEndsItAndHaltsNothing() {
		HostedWorker worker = arrive("copy", 0, Duration.ofSeconds(1));
		WorkerRunner runner = this.workers.begin(worker);
		assertThat(runner).isNotNull();
		this.workers.end(this.halts::incrementAndGet);
		assertThat(this.halts).hasValue(0);
		CommandExecutor none = new CommandExecutor("copy", new Object(), CommandMethods.of(Object.class),
				() -> JsonMapper.builder().build());
		assertThat(runner.run(() -> new WorkerInstance(() -> {
		}, List.of(), none))).isEqualTo(WorkerEnding.ENDED);
	}

	@Test
	void whoWaitsForAWorkerHearsOfTheEnd() {
		CompletableFuture<Boolean> told = CompletableFuture.supplyAsync(() -> {
			try {
				return this.workers.awaitArrival() == null;
			}
			catch (InterruptedException ex) {
				return false;
			}
		});
		this.workers.end(this.halts::incrementAndGet);
		assertThat(told.join()).isTrue();
	}

	@Test
	void processIsUnwantedOnlyWhileNoWorkerHasBegunAndAllAreToStop() {
		HostedWorker first = arrive("first", 0, Duration.ofSeconds(1));
		arrive("second", 1, Duration.ofSeconds(1));
		this.slots.daemon(0).wanted(WantedState.STOPPED);
		this.workers.ifUnwanted(this.halts::incrementAndGet);
		assertThat(this.halts).hasValue(0);
		this.slots.daemon(1).wanted(WantedState.STOPPED);
		this.workers.ifUnwanted(this.halts::incrementAndGet);
		assertThat(this.halts).hasValue(1);
		this.workers.begin(first);
		this.workers.ifUnwanted(this.halts::incrementAndGet);
		assertThat(this.halts).hasValue(1);
	}

	@Test
	void graceIsTheLongestOfAll() {
		assertThat(this.workers.grace(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
		arrive("first", 0, Duration.ofSeconds(1));
		HostedWorker second = arrive("second", 1, Duration.ofSeconds(3));
		assertThat(this.workers.grace(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(3));
		this.workers.leave(second);
		assertThat(this.workers.grace(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void workerThatLeavesTellsTheDaemonHowItEnded() {
		HostedWorker worker = arrive("copy", 0, Duration.ofSeconds(1));
		this.workers.begin(worker);
		worker.depart(WorkerEnding.FAILED);
		assertThat(this.slots.daemon(0).departure(1)).isEqualTo(ExitCode.WENT_DOWN);
	}

	@Test
	void workerThatIsOverdueTellsWhyAndIsNotSeenAsAnythingElse() {
		HostedWorker worker = arrive("copy", 0, Duration.ofSeconds(1));
		this.workers.begin(worker);
		assertThat(worker.overdue("too slow")).isEqualTo(ExitCode.OVERDUE);
		assertThat(this.slots.daemon(0).snapshot().lastError()).isEqualTo("too slow");
		assertThat(this.slots.daemon(0).state()).isEqualTo(WorkerState.SPINUP);
	}

	private HostedWorker arrive(String name, int slot, Duration grace) {
		HostedWorker worker = new HostedWorker(SlotFixture.assignment(name, slot, grace), this.slots.worker(slot));
		this.workers.arrive(worker);
		return worker;
	}

}
