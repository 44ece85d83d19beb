package dev.daemonspring.supervisor;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.policy.WorkerFacts.Assigned;
import dev.daemonspring.policy.WorkerFacts.End;
import dev.daemonspring.policy.WorkerFacts.Presence;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerFactsReader}.
 */
class WorkerFactsReaderTests {

	private static final long TAKEN_UP = WorkerWatch.ASSIGNMENT_TIMEOUT.toNanos();

	private static final long FOLLOWED = WorkerWatch.ORDER_TIMEOUT.toNanos();

	@TempDir
	Path directory;

	private final ManualEventLoop loop = new ManualEventLoop();

	private StatusRegion region;

	private ManagedWorker worker;

	private FakeProcess process;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(2, 1024, 2));
		this.worker = new ManagedWorker(new WorkerGroup(SupervisorFixture.worker("copy", true), this.loop), 0,
				this.region.slot(0), this.loop, LifeJournal.NONE);
		this.process = new FakeProcess(this.region.file(), this.region.slot(1), 1000);
		this.process.stubborn = true;
		this.loop.run(this.worker::keepUp);
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void workerWithoutAProcessHasNone() {
		WorkerFacts facts = read(0);
		assertThat(facts.process()).isEqualTo(Presence.NONE);
		assertThat(facts.toRun()).isTrue();
		assertThat(facts.end()).isEqualTo(End.NONE);
		assertThat(facts.shown()).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void workerIsNotToRunWhileTheDaemonEnds() {
		assertThat(WorkerFactsReader.read(this.worker, true, true, 0).toRun()).isFalse();
		assertThat(WorkerFactsReader.read(this.worker, true, true, 0).requested()).isTrue();
	}

	@Test
	void runningWorkerIsWell() {
		attach();
		WorkerFacts facts = read(0);
		assertThat(facts.process()).isEqualTo(Presence.LIVING);
		assertThat(facts.assignment()).isEqualTo(Assigned.BEGUN);
		assertThat(facts.end()).isEqualTo(End.NONE);
		assertThat(facts.endsItself()).isFalse();
		assertThat(facts.unfollowed()).isFalse();
		assertThat(facts.shown()).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void processThatEndedAndWhoseExitNobodyTellsIsGone() {
		attach();
		this.process.silent = true;
		this.process.exit(137);
		assertThat(read(0).process()).isEqualTo(Presence.LIVING);
		assertThat(read(ProcessExit.REPORT_TIMEOUT.toNanos()).process()).isEqualTo(Presence.GONE);
	}

	@Test
	void assignmentThatIsNotTakenUpIsOverdue() {
		this.process.frozen = true;
		attach();
		assertThat(read(0).assignment()).isEqualTo(Assigned.PENDING);
		assertThat(read(TAKEN_UP).assignment()).isEqualTo(Assigned.OVERDUE);
	}

	@Test
	void whatAnOlderProcessSaidIsNothingThatThisOneSays() {
		attach();
		this.process.slot().state(WorkerState.STOPPED);
		FakeProcess next = new FakeProcess(this.region.file(), this.region.slot(1), 1001);
		next.frozen = true;
		this.loop.run(() -> this.worker.attach(next, 0));
		assertThat(read(0).endsItself()).isFalse();
		assertThat(read(0).assignment()).isEqualTo(Assigned.PENDING);
	}

	@Test
	void workerThatSaysItEndsEndsItself() {
		attach();
		for (WorkerState state : new WorkerState[] { WorkerState.SPINDOWN, WorkerState.STOPPED, WorkerState.FAILED }) {
			this.process.slot().state(state);
			assertThat(read(0).endsItself()).as("%s", state).isTrue();
		}
	}

	@Test
	void orderThatAnIdleWorkerDoesNotFollowIsUnfollowedInTheEnd() {
		attach();
		this.process.slot().activity(Activity.IDLE);
		this.process.deafness = 1;
		this.loop.run(() -> this.worker.want(WantedState.PAUSED));
		assertThat(read(0).unfollowed()).isFalse();
		assertThat(read(FOLLOWED).unfollowed()).isTrue();
	}

	@Test
	void endThatTakesTooLongIsOverdue() {
		attach();
		this.loop.run(() -> this.worker.end(Reason.STOP, 0));
		long grace = SupervisorFixture.GRACE.toNanos();
		assertThat(read(grace - 1).end()).isEqualTo(End.IN_TIME);
		assertThat(read(grace).end()).isEqualTo(End.OVERDUE);
	}

	private void attach() {
		this.loop.run(() -> this.worker.attach(this.process, 0));
	}

	private WorkerFacts read(long now) {
		return WorkerFactsReader.read(this.worker, false, false, now);
	}

}
