package dev.daemonspring.child;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.region.PrivateSlot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RehearsalRounds}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RehearsalRoundsTests {

	private final ReducedApplicationContext application = new ReducedApplicationContext();

	@BeforeEach
	void refresh() {
		this.application.register(JacksonAutoConfiguration.class);
		this.application.refresh();
	}

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void roundIteratesAndAnswersCommandsThatSucceedAndThatFail() {
		PrivateSlot slot = new RehearsalRounds(this.application, 1, () -> false).round();
		assertThat(status(slot, 0)).isEqualTo(CommandStatus.OK);
		assertThat(status(slot, 1)).isEqualTo(CommandStatus.OK);
		assertThat(status(slot, 2)).isEqualTo(CommandStatus.OK);
		assertThat(status(slot, 3)).isEqualTo(CommandStatus.INVALID_ARGUMENTS);
		assertThat(status(slot, 4)).isEqualTo(CommandStatus.INVALID_ARGUMENTS);
		assertThat(status(slot, 5)).isEqualTo(CommandStatus.UNKNOWN_COMMAND);
	}

	@Test
	void roundNeedsNoMapperOfTheApplication() {
		try (ReducedApplicationContext plain = new ReducedApplicationContext()) {
			plain.refresh();
			assertThat(status(new RehearsalRounds(plain, 1, () -> false).round(), 0)).isEqualTo(CommandStatus.OK);
		}
	}

	@Test
	void roundLogsNothing(CapturedOutput output) {
		int before = output.length();
		new RehearsalRounds(this.application, 2, () -> false).run();
		assertThat(output.toString().substring(before)).doesNotContain("INFO").doesNotContain("WARN");
	}

	@Test
	void runEndsBetweenTwoRounds() {
		AtomicInteger asked = new AtomicInteger();
		new RehearsalRounds(this.application, 100, () -> asked.incrementAndGet() > 2).run();
		assertThat(asked).hasValue(3);
	}

	private static CommandStatus status(PrivateSlot slot, int command) {
		return CommandStatus.ofCode(slot.status(command)).orElseThrow();
	}

}
