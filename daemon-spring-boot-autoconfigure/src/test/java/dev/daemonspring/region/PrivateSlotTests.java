package dev.daemonspring.region;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PrivateSlot}.
 */
class PrivateSlotTests {

	private final PrivateSlot slot = new PrivateSlot();

	@Test
	void workerIsToLoop() {
		assertThat(this.slot.worker().wanted()).isEqualTo(WantedState.LOOPING);
	}

	@Test
	void commandIsTakenAndAnsweredAsInARegion() {
		this.slot.post(new byte[] { 1, 2 });
		PendingCommand command = this.slot.worker().next();
		assertThat(command).isNotNull();
		assertThat(command.body()).containsExactly(1, 2);
		assertThat(this.slot.status(0)).isEqualTo(-1);
		assertThat(command.answer(7, new byte[0])).isTrue();
		assertThat(this.slot.status(0)).isEqualTo(7);
		assertThat(this.slot.worker().hasPending()).isFalse();
	}

	@Test
	void commandsAreTakenInTheirOrder() {
		for (byte i = 0; i < 8; i++) {
			this.slot.post(new byte[] { i });
		}
		for (byte i = 0; i < 8; i++) {
			assertThat(this.slot.worker().next().body()).containsExactly(i);
		}
		assertThat(this.slot.worker().next()).isNull();
	}

	@Test
	void commandThatFindsNoRoomIsRefused() {
		for (int i = 0; i < 8; i++) {
			this.slot.post(new byte[0]);
		}
		assertThatExceptionOfType(MailboxFullException.class).isThrownBy(() -> this.slot.post(new byte[0]));
	}

	@Test
	void commandThatIsTooLargeIsRefused() {
		assertThatExceptionOfType(CommandTooLargeException.class).isThrownBy(() -> this.slot.post(new byte[1025]));
	}

}
