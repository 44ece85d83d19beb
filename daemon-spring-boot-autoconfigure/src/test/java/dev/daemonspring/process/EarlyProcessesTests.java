package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EarlyProcesses}: each process has one taker.
 */
class EarlyProcessesTests {

	private static final LaunchPlan PLAN = PoolFixture.PLAN;

	private static final LaunchPlan OTHER_PLAN = PoolFixture.OTHER_PLAN;

	private final EarlyProcesses processes = new EarlyProcesses();

	private PoolFixture fixture;

	private Child first;

	private Child other;

	private Child second;

	@BeforeEach
	void addProcesses(@TempDir Path directory) {
		this.fixture = new PoolFixture(directory, Map.of());
		List<EarlyProcess> started = new ArrayList<>(
				List.of(this.fixture.early(PLAN), this.fixture.early(OTHER_PLAN), this.fixture.early(PLAN)));
		this.first = started.get(0).child();
		this.other = started.get(1).child();
		this.second = started.get(2).child();
		this.processes.addAll(started);
		started.clear();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void takeGivesTheProcessesOfThePlanInTheirOrderEachOnce() {
		LaunchPlan equal = new LaunchPlan(List.copyOf(PLAN.jvmArgs()), PLAN.maxHeap(), PLAN.nice());
		assertThat(this.processes.take(PLAN)).isSameAs(this.first);
		assertThat(this.processes.take(equal)).isSameAs(this.second);
		assertThat(this.processes.take(PLAN)).isNull();
		assertThat(this.processes.take(OTHER_PLAN)).isSameAs(this.other);
		assertThat(this.processes.take(OTHER_PLAN)).isNull();
	}

	@Test
	void takeWhenNoProcessHasThePlanTakesNone() {
		assertThat(this.processes.take(new LaunchPlan(List.of(), null, 5))).isNull();
		assertThat(List.of(this.first, this.other, this.second)).allMatch(this.processes::contains);
	}

	@Test
	void containsEndsWhenTheProcessIsTaken() {
		this.processes.take(PLAN);
		assertThat(this.processes.contains(this.first)).isFalse();
		assertThat(this.processes.contains(this.second)).isTrue();
	}

	@Test
	void takeAllGivesWhatIsLeftWithItsPlanEachOnce() {
		this.processes.take(PLAN);
		List<EarlyProcess> taken = new ArrayList<>();
		this.processes.takeAll((plan, child) -> taken.add(new EarlyProcess(plan, child)));
		assertThat(taken).containsExactly(new EarlyProcess(OTHER_PLAN, this.other),
				new EarlyProcess(PLAN, this.second));
		this.processes.takeAll((plan, child) -> taken.add(new EarlyProcess(plan, child)));
		assertThat(taken).hasSize(2);
		assertThat(this.processes.take(PLAN)).isNull();
	}

	@Test
	void takeAllTellsTheTakerOfProcessesThatAreTakenAlready() {
		List<Child> taken = new ArrayList<>();
		this.processes.takeAll((plan, child) -> {
			assertThat(this.processes.contains(child)).isFalse();
			// It may go on to take, and to add
			assertThat(this.processes.take(plan)).isNull();
			taken.add(child);
		});
		assertThat(taken).containsExactly(this.first, this.other, this.second);
	}

}
