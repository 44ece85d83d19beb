package dev.daemonspring.supervisor;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerHistory}.
 */
class WorkerHistoryTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	private final WorkerHistory history = new WorkerHistory(this.loop);

	@Test
	void nothingHasHappenedAtFirst() {
		assertThat(this.history.lastExit()).isNull();
		assertThat(this.history.lastError()).isNull();
		assertThat(this.history.restarts()).isZero();
		assertThat(this.history.replacements()).isZero();
	}

	@Test
	void exitIsKeptWithItsError() {
		this.loop.run(() -> this.history.exited(new ProcessExit(137), "broken", 1));
		assertThat(this.history.lastExit()).isEqualTo("signal 9 (SIGKILL)");
		assertThat(this.history.lastError()).isEqualTo("broken");
	}

	@Test
	void errorOfTheRunningProcessCountsOnlyWhenItHasFailedItself() {
		this.loop.run(() -> this.history.exited(new ProcessExit(1), "of the last", 3));
		assertThat(this.history.lastError(running(3, "told before"))).isEqualTo("of the last");
		assertThat(this.history.lastError(running(4, "of this one"))).isEqualTo("of this one");
		assertThat(this.history.lastError(running(4, null))).isEqualTo("of the last");
	}

	@Test
	void restartsAndReplacementsAreTwoCounts() {
		this.loop.run(() -> {
			this.history.countRestart(RestartReason.CRASH);
			this.history.countRestart(RestartReason.CRASH);
			this.history.countReplacement();
		});
		assertThat(this.history.restarts()).isEqualTo(2);
		assertThat(this.history.replacements()).isOne();
	}

	@Test
	void restartsAreCountedByReasonAndEveryReasonHasACount() {
		this.loop.run(() -> {
			this.history.countRestart(RestartReason.STALL);
			this.history.countReplacement();
			this.history.countReplacement();
			this.history.countOrderedRestart();
		});
		assertThat(this.history.restartsByReason()).containsExactly(Map.entry(RestartReason.CRASH, 0L),
				Map.entry(RestartReason.STALL, 1L), Map.entry(RestartReason.LIMIT, 2L),
				Map.entry(RestartReason.ORDER, 1L), Map.entry(RestartReason.START_FAILURE, 0L));
		assertThat(this.history.restarts()).isOne();
	}

	@Test
	void restartIsTakenOnceAndAReplacementIsNone() {
		this.loop.run(() -> {
			this.history.countReplacement();
			assertThat(this.history.takeRestart()).isFalse();
			this.history.countRestart(RestartReason.CRASH);
			assertThat(this.history.takeRestart()).isTrue();
			assertThat(this.history.takeRestart()).isFalse();
		});
	}

	@Test
	void changeOfStateTellsTheStateBefore() {
		this.loop.run(() -> {
			assertThat(this.history.changed(WorkerState.SPINUP)).isEqualTo(WorkerState.STOPPED);
			assertThat(this.history.changed(WorkerState.LOOPING)).isEqualTo(WorkerState.SPINUP);
			assertThat(this.history.changed(WorkerState.LOOPING)).isEqualTo(WorkerState.LOOPING);
		});
	}

	@Test
	void onlyTheSupervisorsThreadMayChangeIt() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.history.exited(ProcessExit.UNKNOWN, null, 0));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.history.lastError("broken"));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.history.countRestart(RestartReason.CRASH));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.history::countReplacement);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.history::takeRestart);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.history.changed(WorkerState.LOOPING));
	}

	private static SlotSnapshot running(long failures, @Nullable String error) {
		return new SlotSnapshot(1, WorkerState.LOOPING, 0, 0, 1, 0, 0, 0, 0, failures, error, null);
	}

}
