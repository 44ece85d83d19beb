package dev.daemonspring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.daemonspring.health.FixedWorkers;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommandMeters}.
 */
class CommandMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final FixedWorkers workers = new FixedWorkers().with("copy", WorkerState.LOOPING);

	private final CommandMeters meters = new CommandMeters(() -> this.workers, () -> List.of(this.registry));

	@Test
	void commandsAreTimedByTheirOutcome() {
		this.meters.completed("copy", "changename", null, Duration.ofMillis(30));
		this.meters.completed("copy", "changename", null, Duration.ofMillis(10));
		this.meters.completed("copy", "changename", Reason.TIMED_OUT, Duration.ofSeconds(30));
		assertThat(this.registry.get("daemon.worker.commands")
			.tags("worker", "copy", "command", "changename", "outcome", "SUCCESS")
			.timer()).satisfies((timer) -> {
				assertThat(timer.count()).isEqualTo(2);
				assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
			});
		assertThat(this.registry.get("daemon.worker.commands").tags("outcome", "TIMED_OUT").timer().count()).isOne();
	}

	@Test
	void namesThatCallersMakeUpAreOneTag() {
		for (int i = 0; i < 1000; i++) {
			this.meters.completed("copy", "made-up-" + i, Reason.UNKNOWN_COMMAND, Duration.ofMillis(1));
			this.meters.completed("copy", "made-up-" + i, Reason.NOT_RUNNING, Duration.ofMillis(1));
		}
		assertThat(this.registry.find("daemon.worker.commands").timers()).hasSize(2)
			.allSatisfy((timer) -> assertThat(timer.getId().getTag("command")).isEqualTo("UNKNOWN"));
	}

}
