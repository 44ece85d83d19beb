package dev.daemonspring.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.daemonspring.protocol.ControlMessage.Fields;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.protocol.Rhythm.Delay;
import dev.daemonspring.protocol.Rhythm.Looptime;
import dev.daemonspring.protocol.Rhythm.Once;
import dev.daemonspring.worker.MissedTick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Rhythm} and its form in messages.
 */
class RhythmTests {

	private static final Cron NIGHTLY = new Cron("0 0 3 * * *", ZoneId.of("Europe/Berlin"));

	static Stream<Rhythm> rhythms() {
		return Stream.of(Rhythm.every(Duration.ofMillis(250)), Rhythm.every(Duration.ZERO),
				Rhythm.every(Rhythm.LONGEST),
				new Rhythm(new Delay(Duration.ofSeconds(5)), MissedTick.ONCE, Duration.ofNanos(7), null),
				new Rhythm(NIGHTLY, MissedTick.SKIP, Duration.ofSeconds(30), Duration.ofMinutes(10)),
				new Rhythm(new Once(), MissedTick.ONCE, Duration.ZERO, null));
	}

	@ParameterizedTest
	@MethodSource("rhythms")
	void whatIsWrittenIsRead(Rhythm rhythm) throws IOException {
		assertThat(read(bytes(rhythm))).isEqualTo(rhythm);
	}

	@ParameterizedTest
	@MethodSource("rhythms")
	void foreignBytesAreRejectedWithAnIoExceptionOrAreARhythm(Rhythm rhythm) throws IOException {
		Random random = new Random(42);
		for (int i = 0; i < 2000; i++) {
			byte[] bytes = bytes(rhythm);
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			try {
				assertThat(read(bytes).inWords()).isNotEmpty();
			}
			catch (IOException ex) {
				// Rejected
			}
		}
	}

	@Test
	void unknownTimingIsRejected() {
		assertThatIOException().isThrownBy(() -> read(new byte[] { 9 })).withMessage("No rhythm has the code 9");
	}

	@Test
	void expressionThatIsNoneIsRejected() throws IOException {
		assertThatIOException().isThrownBy(() -> read(cron("0 0 25 * * *", "UTC")))
			.withMessage("'0 0 25 * * *' in 'UTC' is no rhythm");
	}

	@Test
	void zoneThatIsNoneIsRejected() throws IOException {
		assertThatIOException().isThrownBy(() -> read(cron("@daily", "Europe/Atlantis")))
			.withMessage("'@daily' in 'Europe/Atlantis' is no rhythm");
	}

	@Test
	void negativeDurationIsRejected() throws IOException {
		Rhythm negative = Rhythm.every(Duration.ofSeconds(-1));
		assertThatIOException().isThrownBy(() -> read(bytes(negative))).withMessageContaining("-1 s");
	}

	@Test
	void rhythmThatEndsTooEarlyIsRejected() throws IOException {
		byte[] bytes = bytes(Rhythm.every(Duration.ZERO));
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)));
	}

	@Test
	void inWordsSaysWhenTheWorkerIterates() {
		assertThat(Rhythm.every(Duration.ofSeconds(10)).inWords()).isEqualTo("every 10s");
		assertThat(Rhythm.every(Duration.ZERO).inWords()).isEqualTo("without pause");
		assertThat(rhythm(new Delay(Duration.ofSeconds(10))).inWords()).isEqualTo("10s after the end of the last");
		assertThat(rhythm(NIGHTLY).inWords()).isEqualTo("cron '0 0 3 * * *' in Europe/Berlin");
		assertThat(rhythm(new Once()).inWords()).isEqualTo("once");
		assertThat(new Rhythm(NIGHTLY, MissedTick.ONCE, Duration.ofSeconds(90), null).inWords())
			.isEqualTo("cron '0 0 3 * * *' in Europe/Berlin, up to 1m30s later");
	}

	@Test
	void looptimeIsZeroWhereThereIsNone() {
		assertThat(Rhythm.every(Duration.ofSeconds(10)).looptime()).isEqualTo(Duration.ofSeconds(10));
		assertThat(rhythm(NIGHTLY).looptime()).isZero();
		assertThat(rhythm(new Once()).looptime()).isZero();
		assertThat(new Rhythm(new Looptime(Duration.ofSeconds(2)), MissedTick.SKIP, Duration.ZERO, null).looptime())
			.isEqualTo(Duration.ofSeconds(2));
	}

	private static Rhythm rhythm(Rhythm.Timing timing) {
		return new Rhythm(timing, MissedTick.ONCE, Duration.ZERO, null);
	}

	private static byte[] bytes(Rhythm rhythm) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		RhythmFields.write(rhythm, new DataOutputStream(bytes));
		return bytes.toByteArray();
	}

	private static byte[] cron(String expression, String zone) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeByte(3);
		Fields.writeText(out, expression);
		Fields.writeText(out, zone);
		return bytes.toByteArray();
	}

	private static Rhythm read(byte[] bytes) throws IOException {
		return RhythmFields.read(new DataInputStream(new ByteArrayInputStream(bytes)));
	}

}
