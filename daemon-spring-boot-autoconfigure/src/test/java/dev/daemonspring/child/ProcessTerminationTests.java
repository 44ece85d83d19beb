package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ExitCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessTermination}: an end that was begun comes to an end.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessTerminationTests {

	private final HostedWorkers workers = new HostedWorkers();

	private final CompletableFuture<Integer> halted = new CompletableFuture<>();

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
	void processWithoutAWorkerIsHaltedAtOnce() {
		termination(Duration.ofHours(1)).request(143);
		assertThat(this.halted).isCompletedWithValue(143);
	}

	@Test
	void orphanWithoutAWorkerIsHaltedAtOnce() {
		termination(Duration.ofHours(1)).orphaned();
		assertThat(this.halted).isCompletedWithValue(ExitCode.CONTROLLED);
	}

	@Test
	void workerThatDoesNotEndInTimeIsHaltedAndToldOf() {
		begin(Duration.ofMillis(1));
		ProcessTermination termination = termination(Duration.ofHours(1));
		termination.awaitDeadline();
		termination.request(143);
		assertThat(this.halted.join()).isEqualTo(ExitCode.OVERDUE);
		assertThat(this.slots.daemon(0).snapshot().lastError())
			.isEqualTo("The process did not end within PT1S and was halted");
	}

	@Test
	void orphanThatDoesNotEndInTimeIsHalted() {
		begin(Duration.ofHours(1));
		ProcessTermination termination = termination(Duration.ofMillis(1));
		termination.awaitDeadline();
		termination.orphaned();
		assertThat(this.halted.join()).isEqualTo(ExitCode.ORPHANED);
	}

	private void begin(Duration grace) {
		// What this JVM has started is not to end with the worker
		Assignment assignment = new Assignment("copy", 0, 1, "copy", Duration.ZERO, 0, null, grace, false,
				ContextSettings.DEFAULT);
		HostedWorker worker = new HostedWorker(assignment, this.slots.worker(0));
		this.workers.arrive(worker);
		this.workers.begin(worker);
	}

	private ProcessTermination termination(Duration orphanTimeout) {
		BootstrapMessage bootstrap = new BootstrapMessage("copy", this.slots.file().toString(), 1, Map.of(), null, null,
				List.of(), List.of(), Map.of(), "", orphanTimeout);
		return new ProcessTermination(bootstrap, new ProcessOutput(), this.workers, this.halted::complete);
	}

}
