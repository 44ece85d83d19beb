package dev.daemonspring.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.region.Answer;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.supervisor.CommandException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link PendingCall}, over a mailbox that does what the test says.
 */
class PendingCallTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final Duration NOTHING = Duration.ZERO;

	private static final long NO_PROCESS = Long.MAX_VALUE;

	private static final Answer ONE = new Answer(0, new byte[] { '1' });

	private final PostedCommand posted = mock(PostedCommand.class);

	private final PendingCall call = new PendingCall("copy", "greet", this.posted);

	@BeforeEach
	void setUp() {
		// Taken by the worker, and not answered
		given(this.posted.poll()).willReturn(null);
		given(this.posted.taken()).willReturn(true);
		given(this.posted.giveUp()).willReturn(true);
	}

	@Test
	void answerIsTheResultAndFreesTheCell() {
		given(this.posted.poll()).willReturn(null, ONE);
		assertThat(this.call.await(LONG)).isEqualTo("1");
		verify(this.posted).release();
		assertThat(this.call.isOpen()).isFalse();
	}

	@Test
	void commandThatCouldBeWithdrawnNeverRan() {
		given(this.posted.withdraw()).willReturn(true);
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.call.await(NOTHING))
			.matches((ex) -> ex.reason() == Reason.TIMED_OUT);
		verify(this.posted).release();
	}

	@Test
	void commandThatRunsMayStillRun() {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.call.await(NOTHING))
			.matches((ex) -> ex.reason() == Reason.TIMED_OUT_RUNNING);
		verify(this.posted).release();
	}

	@Test
	void answerThatIsBeingWrittenWhenTheTimeIsOverIsAwaited() {
		given(this.posted.giveUp()).willReturn(false);
		given(this.posted.poll()).willReturn(null, null, null, ONE);
		assertThat(this.call.await(NOTHING)).isEqualTo("1");
	}

	@Test
	void cellOfAnAnswerThatIsBeingWrittenIsNotFreed() {
		given(this.posted.giveUp()).willReturn(false);
		this.call.processEnded(true, ProcessHandle.current().pid());
		verify(this.posted, never()).release();
		assertThat(this.call.isOpen()).isTrue();
		assertThat(this.call.isOver()).isFalse();
	}

	@Test
	void commandIsOverWhenItsAnswerIsThereOrItsProcessIsGone() {
		given(this.posted.giveUp()).willReturn(false);
		assertThat(this.call.isOver()).isFalse();
		this.call.processEnded(true, NO_PROCESS);
		assertThat(this.call.isOver()).isTrue();
	}

	@Test
	void commandIsOverWhenItsAnswerIsThere() {
		given(this.posted.poll()).willReturn(ONE);
		assertThat(this.call.isOver()).isTrue();
	}

	@Test
	void endOfTheProcessCutsTheWaitShort() {
		this.call.processEnded(true, NO_PROCESS);
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.call.await(LONG))
			.matches((ex) -> ex.reason() == Reason.INTERRUPTED);
	}

	@Test
	void endOfTheProcessDoesNotConcernACommandThatItHasNotTaken() {
		given(this.posted.taken()).willReturn(false);
		this.call.processEnded(true, NO_PROCESS);
		verify(this.posted, never()).giveUp();
		verify(this.posted, never()).release();
	}

	@Test
	void endOfTheProcessDoesNotConcernACommandThatHasItsAnswer() {
		given(this.posted.poll()).willReturn(ONE);
		this.call.processEnded(false, NO_PROCESS);
		assertThat(this.call.await(LONG)).isEqualTo("1");
	}

	@Test
	void endOfTheProcessDoesNotTouchACellThatWasFreed() {
		this.call.release();
		this.call.processEnded(false, NO_PROCESS);
		verify(this.posted, never()).withdraw();
		verify(this.posted, never()).giveUp();
	}

	@Test
	void interruptEndsTheWaitAndIsKept() {
		given(this.posted.withdraw()).willReturn(true);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.call.await(LONG))
			.withMessageContaining("before its caller was interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

}
