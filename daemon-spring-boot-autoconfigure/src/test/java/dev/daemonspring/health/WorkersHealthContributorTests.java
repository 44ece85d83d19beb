package dev.daemonspring.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors.Entry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class WorkersHealthContributorTests {

	private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");

	@ParameterizedTest
	@CsvSource({ "SPINUP, UNKNOWN", "LOOPING, UP", "PAUSED, UP", "SPINDOWN, OUT_OF_SERVICE", "STOPPED, OUT_OF_SERVICE",
			"RESTARTING, DOWN", "FAILED, DOWN", "STALLED, DOWN", "DONE, UP" })
	void statusFollowsFromState(WorkerState state, String status) {
		Health health = healthOf(new FixedWorkers().with("ping", state), "ping");
		assertThat(health.getStatus()).isEqualTo(new Status(status));
		assertThat(health.getDetails()).containsEntry("state", state);
	}

	@ParameterizedTest
	@CsvSource({ "0", "1", "2", "3", "4", "5", "6", "7", "8" })
	void everyStateHasStatus(int code) {
		assertThat(WorkerHealthIndicator.statusOf(WorkerState.ofCode(code).orElseThrow())).isNotNull();
	}

	@Test
	void detailsWhenAllIsKnownTellAll() {
		WorkerInfo info = new WorkerInfo("ping", Duration.ofSeconds(10), true, WorkerState.RESTARTING,
				WorkerState.LOOPING, 4711L, null, SINCE, 3, Duration.ofMillis(2), Duration.ofMillis(5),
				Duration.ofMillis(9), 1, 2, "signal 9 (SIGKILL)", "java.lang.IllegalStateException: no more",
				"slot 'ping' is torn", 0, "every 10s", null, null, null, null);
		assertThat(healthOf(new FixedWorkers().with(info), "ping").getDetails()).containsExactly(
				entry("state", WorkerState.RESTARTING), entry("pid", 4711L), entry("since", SINCE),
				entry("iterations", 3L), entry("lastIteration", Duration.ofMillis(2)),
				entry("longestIteration", Duration.ofMillis(5)), entry("failures", 1L), entry("restarts", 2L),
				entry("lastExit", "signal 9 (SIGKILL)"), entry("lastError", "java.lang.IllegalStateException: no more"),
				entry("error", "slot 'ping' is torn"));
	}

	@Test
	void detailsWhenUnknownAreLeftOut() {
		Map<String, Object> details = healthOf(new FixedWorkers().with("ping", WorkerState.SPINUP), "ping")
			.getDetails();
		assertThat(details).containsOnlyKeys("state", "since", "iterations", "failures", "restarts");
	}

	@Test
	void streamHasContributorForEachWorker() {
		Workers workers = new FixedWorkers().with("b", WorkerState.LOOPING).with("a", WorkerState.PAUSED);
		assertThat(new WorkersHealthContributor(workers).stream()).extracting(Entry::name).containsExactly("a", "b");
	}

	@Test
	void getContributorWhenWorkerIsUnknownIsNull() {
		Workers workers = new FixedWorkers().with("a", WorkerState.LOOPING);
		assertThat(new WorkersHealthContributor(workers).getContributor("nobody")).isNull();
	}

	private Health healthOf(Workers workers, String name) {
		HealthIndicator indicator = (HealthIndicator) new WorkersHealthContributor(workers).getContributor(name);
		assertThat(indicator).isNotNull();
		Health health = indicator.health(true);
		assertThat(health).isNotNull();
		return health;
	}

}
