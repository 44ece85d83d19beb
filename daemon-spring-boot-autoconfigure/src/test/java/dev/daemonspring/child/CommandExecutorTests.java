package dev.daemonspring.child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommandExecutor}: every command has an answer, whatever it does.
 */
@ExtendWith(OutputCaptureExtension.class)
class CommandExecutorTests {

	@TempDir
	Path temp;

	private SlotFixture slots;

	private WorkerSlot slot;

	private final CommandExecutor executor = new CommandExecutor("copy", new Copier(), CommandMethods.of(Copier.class),
			() -> JsonMapper.builder().build());

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.slot = this.slots.worker(0);
	}

	@AfterEach
	void close() {
		this.slot.close();
		this.slots.close();
	}

	@Test
	void argumentsAreGivenByPosition() {
		assertAnswer("rename", "[\"a\", 2]", CommandStatus.OK, "\"a x 2\"");
	}

	@Test
	void argumentsAreGivenByName() {
		assertAnswer("rename", "{\"times\": 2, \"to\": \"a\"}", CommandStatus.OK, "\"a x 2\"");
	}

	@Test
	void argumentThatMayBeMissingIsEmpty() {
		assertAnswer("greet", "[]", CommandStatus.OK, "\"nobody\"");
		assertAnswer("greet", "{\"name\": null}", CommandStatus.OK, "\"nobody\"");
	}

	@Test
	void resultOfACommandThatReturnsNothingIsNull() {
		assertAnswer("nothing", "[]", CommandStatus.OK, "null");
	}

	@Test
	void unknownCommandIsAnsweredWithThoseThatAreKnown() {
		assertAnswer("erase", "[]", CommandStatus.UNKNOWN_COMMAND,
				"Worker 'copy' has no command 'erase'. Known commands: "
						+ "[fail, greet, hoard, lament, nothing, overflow, rename, silent, unwritable]");
	}

	@Test
	void argumentsThatDoNotFitNameWhatIsWrong() {
		String begin = "The arguments do not fit command 'rename' of worker 'copy': ";
		assertAnswer("rename", "[\"a\"]", CommandStatus.INVALID_ARGUMENTS, begin + "'times' is missing");
		assertAnswer("rename", "[\"a\", 1, 2]", CommandStatus.INVALID_ARGUMENTS,
				begin + "there are 3, and the command takes 2");
		assertAnswer("rename", "{\"from\": \"a\"}", CommandStatus.INVALID_ARGUMENTS,
				begin + "there is no parameter 'from'");
		assertAnswer("rename", "[\"a\", \"many\"]", CommandStatus.INVALID_ARGUMENTS,
				begin + "'times' is not a valid int");
		assertAnswer("rename", "7", CommandStatus.INVALID_ARGUMENTS, begin + "they must be an array or an object");
	}

	@Test
	void argumentsThatAreNoJsonAreRefused() {
		PostedCommand posted = execute("rename", "[");
		assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.INVALID_ARGUMENTS);
	}

	@Test
	void bytesThatAreNoCommandAreRefused() {
		PostedCommand posted = this.slots.daemon(0).post(new byte[] { 0, 9, 'x' });
		this.executor.execute(this.slot.next());
		assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.INVALID_ARGUMENTS);
	}

	@Test
	void whatACommandThrowsIsAnsweredAndLogged(CapturedOutput output) {
		assertAnswer("fail", "[]", CommandStatus.FAILED, "Command 'fail' of worker 'copy' failed: disk full");
		assertThat(output).contains("A command of worker 'copy' failed").contains("IllegalStateException: disk full");
	}

	@Test
	void exceptionWithoutAMessageRefersToTheLog() {
		assertAnswer("silent", "[]", CommandStatus.FAILED,
				"Command 'silent' of worker 'copy' failed: no reason given, see the worker's log");
	}

	@Test
	void errorOfACommandIsAnswered() {
		PostedCommand posted = execute("overflow", "[]");
		assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.FAILED);
	}

	@Test
	void resultThatIsNoJsonIsAnswered() {
		PostedCommand posted = execute("unwritable", "[]");
		assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.FAILED);
	}

	@Test
	void resultThatIsTooLargeIsAnsweredWithItsSize() {
		assertAnswer("hoard", "[]", CommandStatus.RESULT_TOO_LARGE,
				"The result has 2002 bytes, more than the mailbox of worker 'copy' takes; raise 'daemon.mailbox-size'");
	}

	@Test
	void failureWhoseMessageIsTooLargeIsAnsweredWithItsBeginningAndLogged(CapturedOutput output) {
		PostedCommand posted = execute("lament", "[]");
		assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.FAILED);
		String answer = SlotFixture.body(posted);
		assertThat(answer).startsWith("Command 'lament' of worker 'copy' failed: The disk is full. €€€").endsWith("€");
		assertThat(answer.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(SlotFixture.MAILBOX_SIZE - 2,
				SlotFixture.MAILBOX_SIZE);
		assertThat(output).contains("A command of worker 'copy' failed").contains("The disk is full. €€€");
	}

	@Test
	void argumentsThatDoNotFitAreNoResultThatIsTooLarge() {
		PostedCommand posted = execute("rename", "{\"" + "x".repeat(SlotFixture.MAILBOX_SIZE - 20) + "\": 1}");
		assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.INVALID_ARGUMENTS);
		assertThat(SlotFixture.body(posted)).contains("there is no parameter 'xxx").hasSize(SlotFixture.MAILBOX_SIZE);
	}

	@Test
	void onlyCommandsThatSaySoRunBesideTheLoop() {
		this.slots.post("greet", "[]");
		assertThat(this.executor.isConcurrent(this.slot.next())).isTrue();
		this.slots.post("rename", "[]");
		assertThat(this.executor.isConcurrent(this.slot.next())).isFalse();
		this.slots.daemon(0).post("?".getBytes(StandardCharsets.UTF_8));
		assertThat(this.executor.isConcurrent(this.slot.next())).isFalse();
	}

	private void assertAnswer(String command, String arguments, CommandStatus status, String body) {
		PostedCommand posted = execute(command, arguments);
		assertThat(SlotFixture.body(posted)).isEqualTo(body);
		assertThat(SlotFixture.status(posted)).isEqualTo(status);
		posted.release();
	}

	private PostedCommand execute(String command, String arguments) {
		PostedCommand posted = this.slots.post(command, arguments);
		this.executor.execute(this.slot.next());
		return posted;
	}

	static class Copier {

		@WorkerCommand
		String rename(String to, int times) {
			return to + " x " + times;
		}

		@WorkerCommand(concurrent = true)
		String greet(Optional<String> name) {
			return name.orElse("nobody");
		}

		@WorkerCommand
		void nothing() {
		}

		@WorkerCommand
		void fail() {
			throw new IllegalStateException("disk full");
		}

		@WorkerCommand
		void silent() {
			throw new IllegalStateException();
		}

		@WorkerCommand
		void overflow() {
			overflow();
		}

		@WorkerCommand
		String hoard() {
			return "x".repeat(2000);
		}

		@WorkerCommand
		void lament() {
			throw new IllegalStateException("The disk is full. " + "€".repeat(2000));
		}

		@WorkerCommand
		Object unwritable() {
			return new Unwritable(1);
		}

	}

	record Unwritable(int value) {

		@Override
		public int value() {
			throw new IllegalStateException("not now");
		}

	}

}
