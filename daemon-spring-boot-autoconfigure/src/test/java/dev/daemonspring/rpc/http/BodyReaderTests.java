package dev.daemonspring.rpc.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BodyReader}.
 */
class BodyReaderTests {

	@Test
	void readArrivedReadsABodyThatHasArrivedWhole() throws IOException {
		assertThat(arrived("whole", 5, 5)).isEqualTo("whole");
	}

	@Test
	void readArrivedDoesNotWaitForTheRest() throws IOException {
		assertThat(arrived("whole", 3, 5)).isEqualTo("who");
		assertThat(arrived("whole", 0, 5)).isEmpty();
	}

	@Test
	void readArrivedReadsNothingBeyondTheBody() throws IOException {
		assertThat(arrived("whole, and another", 18, 5)).isEqualTo("whole");
	}

	@Test
	void readArrivedWhenLengthIsUnknownReadsNothing() throws IOException {
		assertThat(arrived("whole", 5, -1)).isEmpty();
	}

	private static String arrived(String sent, int arrived, long length) throws IOException {
		return new String(BodyReader.readArrived(new Arriving(sent, arrived), length), StandardCharsets.US_ASCII);
	}

	/**
	 * A body that tells, as Tomcat's does, only that there is something, and whose reader
	 * must not read more than has arrived.
	 */
	private static final class Arriving extends ServletInputStream {

		private final ByteArrayInputStream sent;

		private int left;

		Arriving(String sent, int arrived) {
			this.sent = new ByteArrayInputStream(sent.getBytes(StandardCharsets.US_ASCII));
			this.left = arrived;
		}

		@Override
		public int available() {
			return (this.left > 0) ? 1 : 0;
		}

		@Override
		public int read() {
			assertThat(this.left).as("what has arrived").isPositive();
			this.left--;
			return this.sent.read();
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			assertThat(this.left).as("what has arrived").isPositive();
			int count = this.sent.read(buffer, offset, Math.min(length, this.left));
			this.left -= count;
			return count;
		}

		@Override
		public boolean isFinished() {
			return false;
		}

		@Override
		public boolean isReady() {
			return this.left > 0;
		}

		@Override
		public void setReadListener(ReadListener listener) {
		}

	}

}
