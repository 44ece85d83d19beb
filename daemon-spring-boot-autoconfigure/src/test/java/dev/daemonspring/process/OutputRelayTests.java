package dev.daemonspring.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OutputRelay}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutputRelayTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final List<String> writes = new ArrayList<>();

	private final PrintStream target = new PrintStream(new ByteArrayOutputStream()) {

		@Override
		public void write(byte[] bytes, int offset, int count) {
			synchronized (OutputRelayTests.this.writes) {
				OutputRelayTests.this.writes.add(new String(bytes, offset, count, StandardCharsets.UTF_8));
			}
		}

	};

	@Test
	void everyLineIsOneWriteAndTheLastOneIsKeptWithoutItsEnd() {
		relay("one\n\ntwö\nthree");
		assertThat(this.writes).containsExactly("one\n", "\n", "twö\n", "three");
	}

	@Test
	void lineThatComesInPiecesIsOneWrite() {
		InputStream pieces = new ByteArrayInputStream("a long line\nand another\n".getBytes(StandardCharsets.UTF_8)) {

			@Override
			public synchronized int read(byte[] bytes, int offset, int count) {
				return super.read(bytes, offset, Math.min(count, 3));
			}

		};
		new OutputRelay(pieces, () -> this.target).run();
		assertThat(this.writes).containsExactly("a long line\n", "and another\n");
	}

	@Test
	void lineWithoutEndIsPassedOnInBoundedPieces() {
		relay("x".repeat(200_000));
		assertThat(this.writes).hasSize(4).allMatch((piece) -> piece.length() <= 64 * 1024);
		assertThat(String.join("", this.writes)).hasSize(200_000);
	}

	@Test
	void outputThatBreaksKeepsWhatHasCome() {
		InputStream start = new ByteArrayInputStream("one\ntw".getBytes(StandardCharsets.UTF_8));
		InputStream broken = new InputStream() {

			@Override
			public int read() {
				throw new AssertionError("Reads byte by byte");
			}

			@Override
			public int read(byte[] bytes, int offset, int count) throws IOException {
				int read = start.read(bytes, offset, count);
				if (read == -1) {
					throw new IOException("Stream closed");
				}
				return read;
			}

		};
		new OutputRelay(broken, () -> this.target).run();
		assertThat(this.writes).containsExactly("one\n", "tw");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void processIsHeardToItsEndThroughTheOutputOfTheTime() throws Exception {
		PrintStream before = System.out;
		try {
			System.setOut(new PrintStream(new ByteArrayOutputStream()));
			Process process = new ProcessBuilder("sh", "-c", "echo early; read line; echo late; printf last").start();
			OutputRelay.start(process);
			System.setOut(this.target);
			process.getOutputStream().write('\n');
			process.getOutputStream().flush();
			assertThat(process.waitFor()).isZero();
			await().atMost(PATIENCE).untilAsserted(() -> {
				synchronized (this.writes) {
					assertThat(this.writes).endsWith("late\n", "last");
				}
			});
			await().atMost(PATIENCE).until(() -> thread(process).isEmpty());
		}
		finally {
			System.setOut(before);
		}
	}

	private void relay(String output) {
		new OutputRelay(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)), () -> this.target).run();
	}

	private static Optional<Thread> thread(Process process) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().matches("daemon-(out|err)-" + process.pid()))
			.findAny();
	}

}
