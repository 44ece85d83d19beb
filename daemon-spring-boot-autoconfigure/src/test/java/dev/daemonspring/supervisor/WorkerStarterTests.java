package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link WorkerStarter}.
 */
class WorkerStarterTests {

	@TempDir
	Path directory;

	private final ManualEventLoop loop = new ManualEventLoop();

	private final WorkerEventPublisher publisher = mock(WorkerEventPublisher.class);

	@SuppressWarnings("unchecked")
	private final ChildPool<ManagedWorker> children = mock(ChildPool.class);

	private final List<WorkerState> requested = new ArrayList<>();

	private final WorkerStarter starter = new WorkerStarter(this.children, this.publisher, this.loop);

	private StatusRegion region;

	private ManagedWorker worker;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(2, 1024, 2));
		RestartPolicy twice = new RestartPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(30),
				Duration.ofSeconds(60), 2, Duration.ofSeconds(60));
		this.worker = new ManagedWorker(new WorkerGroup(SupervisorFixture.worker("copy", true, twice), this.loop), 0,
				this.region.slot(0), this.loop, LifeJournal.NONE);
		willAnswer((call) -> this.requested.add(this.worker.state())).given(this.children).request(this.worker);
		this.loop.run(this.worker::keepUp);
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void startRequestsAProcessAndShowsAStateUntilItComes() {
		this.loop.run(() -> this.starter.start(this.worker, WorkerState.SPINUP));
		assertThat(this.requested).containsExactly(WorkerState.SPINUP);
		assertThat(this.worker.isToRun()).isTrue();
	}

	@Test
	void firstRestartIsAtOnce() {
		this.loop.run(() -> this.starter.restart(this.worker, RestartReason.CRASH));
		assertThat(this.requested).containsExactly(WorkerState.RESTARTING);
		assertThat(this.worker.history().restarts()).isOne();
		verify(this.publisher).restarts(this.worker, Duration.ZERO);
	}

	@Test
	void secondRestartWaits() {
		this.loop.run(() -> {
			this.starter.restart(this.worker, RestartReason.CRASH);
			this.starter.restart(this.worker, RestartReason.CRASH);
		});
		assertThat(this.requested).hasSize(1);
		assertThat(this.worker.state()).isEqualTo(WorkerState.RESTARTING);
		assertThat(this.worker.backoff().remaining(this.loop.now(), 0)).isPositive();
		assertThat(this.worker.history().restarts()).isEqualTo(2);
	}

	@Test
	void workerWithTooManyRestartsIsGivenUp() {
		this.loop.run(() -> {
			this.starter.restart(this.worker, RestartReason.CRASH);
			this.starter.restart(this.worker, RestartReason.CRASH);
			this.starter.restart(this.worker, RestartReason.CRASH);
		});
		assertThat(this.requested).hasSize(1);
		assertThat(this.worker.state()).isEqualTo(WorkerState.FAILED);
		assertThat(this.worker.isToRun()).isFalse();
		assertThat(this.worker.history().restarts()).isEqualTo(2);
		verify(this.publisher).givenUp(this.worker);
	}

	@Test
	void startByOrderForgetsCrashesAndWaitsForNothing() {
		this.loop.run(() -> {
			this.starter.restart(this.worker, RestartReason.CRASH);
			this.starter.restart(this.worker, RestartReason.CRASH);
			this.starter.startByOrder(this.worker);
			this.starter.restart(this.worker, RestartReason.CRASH);
		});
		assertThat(this.requested).containsExactly(WorkerState.RESTARTING, WorkerState.SPINUP, WorkerState.RESTARTING);
	}

	@Test
	void startByOrderRequestsNoSecondProcess() {
		given(this.children.isRequested(this.worker)).willReturn(true);
		this.loop.run(() -> this.starter.startByOrder(this.worker));
		assertThat(this.requested).isEmpty();
	}

	@Test
	void startAgainIsNoRestart() {
		this.loop.run(() -> this.starter.startAgain(this.worker));
		assertThat(this.requested).containsExactly(WorkerState.SPINUP);
		assertThat(this.worker.history().restarts()).isZero();
	}

	@Test
	void processThatWasOfUseIsReplacedAtOnce() {
		attachFor(Duration.ofMinutes(1));
		this.loop.run(() -> this.starter.replace(this.worker));
		assertThat(this.requested).containsExactly(WorkerState.SPINUP);
		assertThat(this.worker.history().replacements()).isOne();
		assertThat(this.worker.history().restarts()).isZero();
		verify(this.publisher, never()).limitTooLow(any(), any());
	}

	@Test
	void limitThatIsReachedInTheFirstMinuteIsTooLowAndBacksOff() {
		attachFor(Duration.ofMillis(59_999));
		this.loop.run(() -> {
			this.starter.replace(this.worker);
			this.starter.replace(this.worker);
		});
		assertThat(this.requested).containsExactly(WorkerState.RESTARTING);
		assertThat(this.worker.history().replacements()).isEqualTo(2);
		assertThat(this.worker.history().restarts()).isZero();
		verify(this.publisher, times(2)).limitTooLow(eq(this.worker), any());
	}

	private void attachFor(Duration time) {
		FakeProcess process = new FakeProcess(this.region.file(), this.region.slot(1), 1000);
		this.loop.run(() -> this.worker.attach(process, this.loop.now()));
		this.loop.advance(time);
		this.loop.run(() -> this.worker.detach(WorkerState.SPINUP));
	}

}
