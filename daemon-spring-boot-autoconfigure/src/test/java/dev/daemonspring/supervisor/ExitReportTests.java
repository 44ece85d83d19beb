package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ExhaustionMark.Exhaustion;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ExitReport}.
 */
class ExitReportTests {

	private final Child process = mock(Child.class);

	private final DaemonSlot scratch = mock(DaemonSlot.class);

	private @Nullable Reason termination;

	@BeforeEach
	void setUp() {
		given(this.process.scratch()).willReturn(this.scratch);
		given(this.scratch.verifiedSnapshot()).willReturn(said(null, null));
	}

	@Test
	void workerHasStoppedItselfOnlyWhenItsOwnProcessSaysSo() {
		assertThat(begun(0, WorkerState.STOPPED, null).isStoppedItself()).isTrue();
		assertThat(begun(0, WorkerState.SPINDOWN, null).isStoppedItself()).isFalse();
		assertThat(begun(1, WorkerState.LOOPING, null).isStoppedItself()).isFalse();
		assertThat(new ExitReport(specification(), this.process, new ProcessExit(0), null,
				said(WorkerState.STOPPED, null), false)
			.isStoppedItself()).isFalse();
	}

	@Test
	void lastErrorIsWhatTheWorkerSaid() {
		assertThat(begun(1, WorkerState.FAILED, "broken").lastError("older")).isEqualTo("broken");
	}

	@Test
	void lastErrorOfAKilledProcessIsNotThatOfAnOlderOne() {
		assertThat(begun(137, WorkerState.LOOPING, null).lastError("older")).isNull();
		assertThat(begun(0, WorkerState.LOOPING, null).lastError("older")).isNull();
	}

	@Test
	void lastErrorWhenTheKernelHasKilledTheProcessNamesWaysOut() {
		ExitReport report = new ExitReport(specification(), this.process,
				new ProcessExit(137, Exhaustion.NOT_SEEN, true), null, said(WorkerState.LOOPING, null), true);
		assertThat(report.lastError("older")).startsWith("The kernel has killed the process because the memory")
			.contains(".max-heap'", ".max-memory'");
	}

	@Test
	void lastErrorStaysWhenAProcessEndsInOrder() {
		assertThat(begun(0, WorkerState.STOPPED, null).lastError("older")).isEqualTo("older");
		assertThat(begun(0, WorkerState.SPINDOWN, null).lastError("older")).isEqualTo("older");
	}

	@Test
	void lastErrorOfABootIsInTheScratchSlot() {
		given(this.scratch.verifiedSnapshot()).willReturn(said(null, "no such bean"));
		assertThat(notBegun(1).lastError(null)).isEqualTo("no such bean");
	}

	@Test
	void lastErrorOfAProcessWithoutAWordNamesItsExit() {
		assertThat(notBegun(134).lastError(null)).contains("signal 6 (SIGABRT)", "its output may explain it");
		assertThat(notBegun(137).lastError(null)).contains("signal 9 (SIGKILL)", "from outside")
			.doesNotContain("its output");
	}

	@Test
	void lastErrorOfAProcessThatWasEndedSaysWhy() {
		this.termination = Reason.NOT_TAKEN_UP;
		assertThat(notBegun(137).lastError(null)).contains("did not take up the worker within 10 s");
		this.termination = Reason.STALL;
		assertThat(notBegun(137).lastError(null)).contains("'start-timeout' of PT1M");
	}

	@Test
	void lastErrorOfAnExhaustedHeapIsThatWhateverTheBootSaid() {
		given(this.scratch.verifiedSnapshot()).willReturn(said(null, "no such bean"));
		assertThat(exhausted(Exhaustion.SEEN, false, null)).startsWith("java.lang.OutOfMemoryError: Java heap space")
			.contains("'daemon.workers.copy.max-heap'")
			.doesNotContain("chosen by the worker");
		assertThat(exhausted(Exhaustion.UNKNOWN, true, null)).contains("chosen by the worker");
	}

	@Test
	void lastErrorOfAWorkerThatHasChosenTheCodeOfAnExhaustedHeapIsItsOwn() {
		assertThat(exhausted(Exhaustion.SEEN, true, "broken")).isEqualTo("broken");
		assertThat(exhausted(Exhaustion.NOT_SEEN, true, null)).isNull();
	}

	private @Nullable String exhausted(Exhaustion exhaustion, boolean began, @Nullable String error) {
		return new ExitReport(specification(), this.process, new ProcessExit(3, exhaustion), null,
				said(WorkerState.LOOPING, error), began)
			.lastError("older");
	}

	private ExitReport begun(int code, WorkerState state, @Nullable String error) {
		return new ExitReport(specification(), this.process, new ProcessExit(code), this.termination,
				said(state, error), true);
	}

	private ExitReport notBegun(int code) {
		return new ExitReport(specification(), this.process, new ProcessExit(code), this.termination,
				said(WorkerState.STOPPED, "of an older process"), false);
	}

	private static WorkerSpecification specification() {
		return SupervisorFixture.worker("copy", true);
	}

	private static SlotSnapshot said(@Nullable WorkerState state, @Nullable String error) {
		return new SlotSnapshot((state != null) ? state.code() : -1, state, 0, 0, 1, 0, 0, 0, 0, 0, error, null);
	}

}
