package dev.daemonspring.supervisor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.PendingCommand;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.supervisor.CommandException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PendingCalls}. The worker does what the test says when its doorbell
 * rings, on the caller's thread; nothing depends on time.
 */
class PendingCallsTests {

	private static final int CELLS = 2;

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final Duration SHORT = Duration.ofMillis(1);

	private static final CommandRequest GREET = new CommandRequest("greet", "[]");

	@TempDir
	Path directory;

	private StatusRegion region;

	private DaemonSlot slot;

	private WorkerSlot worker;

	private PendingCalls calls;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"),
				new RegionLayout(1, 1024, CELLS));
		this.slot = this.region.slot(0);
		this.worker = WorkerSlot.open(this.region.file(), 0);
		this.calls = new PendingCalls("copy", this.slot, LONG);
	}

	@AfterEach
	void close() {
		assertEveryCellIsFree();
		this.worker.close();
		this.region.close();
	}

	@Test
	void answerOfTheWorkerIsTheResult() {
		assertThat(this.calls.send(GREET, () -> answer(CommandStatus.OK.code(), "\"hello\""), () -> true))
			.isEqualTo("\"hello\"");
	}

	@Test
	void commandArrivesAsItWasSent() {
		CommandRequest request = new CommandRequest("greet", "{\"name\":\"x\"}");
		assertThat(this.calls.send(request, () -> {
			PendingCommand command = take();
			assertThat(CommandRequest.of(command.body())).isEqualTo(request);
			command.answer(CommandStatus.OK.code(), "1".getBytes(StandardCharsets.UTF_8));
		}, () -> true)).isEqualTo("1");
	}

	@ParameterizedTest
	@CsvSource({ "UNKNOWN_COMMAND, UNKNOWN_COMMAND", "INVALID_ARGUMENTS, INVALID_ARGUMENTS", "FAILED, FAILED",
			"RESULT_TOO_LARGE, TOO_LARGE" })
	void refusalOfTheWorkerIsThrownInItsWords(CommandStatus status, Reason reason) {
		assertFails(() -> answer(status.code(), "because"), reason, "because");
	}

	@Test
	void answerThatNobodyUnderstandsIsAFailure() {
		assertFails(() -> answer(99, "what"), Reason.FAILED, "unreadable");
	}

	@Test
	void commandThatNobodyTakesIsWithdrawnInTheEnd() {
		this.calls = new PendingCalls("copy", this.slot, SHORT);
		assertFails(() -> {
		}, Reason.TIMED_OUT, "did not begin within PT0.001S");
		assertThat(this.worker.next()).isNull();
	}

	@Test
	void commandThatTakesTooLongIsGivenUpAndItsAnswerIgnored() {
		this.calls = new PendingCalls("copy", this.slot, SHORT);
		List<PendingCommand> taken = new ArrayList<>();
		assertFails(() -> taken.add(take()), Reason.TIMED_OUT_RUNNING, "may still run");
		assertThat(taken.get(0).answer(CommandStatus.OK.code(), new byte[0])).isFalse();
	}

	@Test
	void mailboxThatIsFullRefusesAtOnce() {
		List<PostedCommand> others = new ArrayList<>();
		for (int i = 0; i < CELLS; i++) {
			others.add(this.slot.post(new byte[0]));
		}
		assertFails(() -> {
			throw new AssertionError("rung");
		}, Reason.MAILBOX_FULL, "'copy'");
		others.forEach(PostedCommand::release);
	}

	@Test
	void commandThatIsTooLargeIsRefusedAtOnce() {
		assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> this.calls.send(new CommandRequest("greet", "x".repeat(2000)), () -> {
				throw new AssertionError("rung");
			}, () -> true))
			.matches((ex) -> ex.reason() == Reason.TOO_LARGE)
			.withMessageContaining("'greet'");
	}

	@Test
	void commandForAWorkerThatHasStoppedMeanwhileIsRefused() {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.calls.send(GREET, () -> {
		}, () -> false)).matches((ex) -> ex.reason() == Reason.NOT_RUNNING);
		assertThat(this.worker.next()).isNull();
	}

	@Test
	void commandThatHasNotBegunIsLeftToTheNextProcess() {
		assertThat(this.calls.send(GREET, () -> {
			this.calls.processEnded(true);
			answer(CommandStatus.OK.code(), "1");
		}, () -> true)).isEqualTo("1");
	}

	@Test
	void commandThatHasNotBegunIsRefusedWhenNoProcessFollows() {
		assertFails(() -> this.calls.processEnded(false), Reason.NOT_RUNNING, "before it could begin command 'greet'");
		assertThat(this.worker.next()).isNull();
	}

	@Test
	void commandThatHadBegunEndsWithItsProcess() {
		assertFails(() -> {
			take();
			this.calls.processEnded(true);
		}, Reason.INTERRUPTED, "ended while command 'greet' ran");
	}

	@Test
	void commandThatWasAnsweredBeforeItsProcessEndedHasItsAnswer() {
		assertThat(this.calls.send(GREET, () -> {
			answer(CommandStatus.OK.code(), "1");
			this.calls.processEnded(false);
		}, () -> true)).isEqualTo("1");
	}

	private void assertFails(Runnable doorbell, Reason reason, String message) {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.calls.send(GREET, doorbell, () -> true))
			.matches((ex) -> ex.reason() == reason)
			.withMessageContaining(message);
	}

	private void answer(int status, String text) {
		assertThat(take().answer(status, text.getBytes(StandardCharsets.UTF_8))).isTrue();
	}

	private PendingCommand take() {
		@Nullable PendingCommand command = this.worker.next();
		return Objects.requireNonNull(command, "No command lies in the mailbox");
	}

	private void assertEveryCellIsFree() {
		List<PostedCommand> all = new ArrayList<>();
		for (int i = 0; i < CELLS; i++) {
			all.add(this.slot.post(new byte[0]));
		}
		all.forEach(PostedCommand::release);
	}

}
