package dev.daemonspring.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ControlMessage}.
 */
class ControlMessageTests {

	private static final BootstrapMessage BIRTH = new BootstrapMessage("handyman", "/dev/shm/region", 3,
			Map.of("db.password", "gehéim"), "org.example.App", "org.example.Initializer", List.of("org.example.App"),
			List.of("--a=b", ""), Map.of("k", "v"), "[]", Duration.ofSeconds(30), List.of("org.example.CopyWorker"));

	private static final Assignment ASSIGNMENT = new Assignment("handyman", 1, 7, "copyWorker", Duration.ofNanos(1), 9,
			"crew", Duration.ofSeconds(5, 1), true, new ContextSettings(3, true, List.of("rabbit*", "kafka*")));

	private static final Assignment LEASED = new Assignment("handyman", 1, 7, "copyWorker",
			Rhythm.every(Duration.ofSeconds(1)), 3, 0, null, Duration.ofSeconds(5), false, ContextSettings.DEFAULT,
			new LeaseGrant(Duration.ofSeconds(15), OptionalLong.of(Long.MAX_VALUE)));

	@Test
	void readGivesBackWhatWasWritten() throws IOException {
		ByteArrayOutputStream pipe = new ByteArrayOutputStream();
		List<ControlMessage> messages = List.of(BIRTH, ASSIGNMENT, LEASED, new ControlMessage.Doorbell(3),
				new ControlMessage.Interrupt(4), new ControlMessage.Retire(), new ControlMessage.DumpThreads(),
				new WriteDump(WriteDump.Kind.LIVE_HEAP, "/tmp/dump"), new SetLogLevel(1, "org.example", "DEBUG"),
				new SetLogLevel(2, "", null), new Reservation(ASSIGNMENT));
		for (ControlMessage message : messages) {
			message.writeTo(pipe);
		}
		InputStream in = new ByteArrayInputStream(pipe.toByteArray());
		for (ControlMessage message : messages) {
			assertThat(ControlMessage.read(in)).isEqualTo(message);
		}
		assertThat(ControlMessage.read(in)).isNull();
	}

	@Test
	void readWhenThereIsNoMainClass() throws IOException {
		BootstrapMessage birth = new BootstrapMessage("a", "b", 0, Map.of(), null, null, List.of(), List.of(), Map.of(),
				"", Duration.ZERO);
		assertThat(readBack(birth)).isEqualTo(birth);
	}

	@Test
	void readWhenDaemonDiesInTheMiddleOfAMessageIsTheEnd() throws IOException {
		for (ControlMessage message : List.of(BIRTH, ASSIGNMENT, new Reservation(ASSIGNMENT),
				new ControlMessage.Interrupt(4))) {
			ByteArrayOutputStream pipe = new ByteArrayOutputStream();
			message.writeTo(pipe);
			byte[] bytes = pipe.toByteArray();
			for (int length = 0; length < bytes.length; length++) {
				assertThat(ControlMessage.read(new ByteArrayInputStream(Arrays.copyOf(bytes, length))))
					.as(length + " of " + bytes.length + " bytes")
					.isNull();
			}
		}
	}

	@Test
	void readWhenNoMessageFails() {
		assertThatIOException().isThrownBy(() -> ControlMessage.read(new ByteArrayInputStream(new byte[] { 99 })))
			.withMessageContaining("99");
	}

	private @Nullable ControlMessage readBack(ControlMessage message) throws IOException {
		ByteArrayOutputStream pipe = new ByteArrayOutputStream();
		message.writeTo(pipe);
		return ControlMessage.read(new ByteArrayInputStream(pipe.toByteArray()));
	}

}
