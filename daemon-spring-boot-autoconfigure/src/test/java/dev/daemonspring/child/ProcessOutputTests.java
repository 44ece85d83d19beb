package dev.daemonspring.child;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessOutput}.
 */
class ProcessOutputTests {

	private final List<String> writes = Collections.synchronizedList(new ArrayList<>());

	private final ProcessOutput output = new ProcessOutput();

	private final PrintStream stream = this.output.stream(new OutputStream() {

		@Override
		public void write(int value) {
			throw new AssertionError("A line was written in pieces");
		}

		@Override
		public void write(byte[] bytes, int offset, int count) {
			ProcessOutputTests.this.writes.add(new String(bytes, offset, count, StandardCharsets.UTF_8));
		}

	}, "none");

	@Test
	void everyLineTellsItsWorkerAndIsOneWrite() {
		this.output.label("copy");
		this.stream.println("one");
		this.stream.print("tw");
		this.stream.print("o\nthree\n");
		this.stream.println(new IllegalStateException("boom").toString() + "\n\tat somewhere");
		assertThat(this.writes).containsExactly("[copy] one\n", "[copy] two\n", "[copy] three\n",
				"[copy] java.lang.IllegalStateException: boom\n", "[copy] \tat somewhere\n");
	}

	@Test
	void lineThatIsFlushedIsWrittenAndGoesOn() {
		this.output.label("copy");
		this.stream.print("one");
		this.stream.flush();
		this.stream.flush();
		this.stream.println(" and two");
		assertThat(this.writes).containsExactly("[copy] one", " and two\n");
	}

	@Test
	void lineThatWasBegunIsEndedWithTheProcess() {
		this.output.label("copy");
		this.stream.print("one");
		this.output.end();
		this.output.end();
		this.stream.print("two");
		this.stream.flush();
		this.output.end();
		assertThat(this.writes).containsExactly("[copy] one\n", "[copy] two", "\n");
	}

	@Test
	void lineWhenWorkerIsAssignedTellsItFromThenOn() {
		this.output.label("standby");
		this.stream.println("booted");
		this.output.label("copy");
		this.stream.println("loops");
		assertThat(this.writes).containsExactly("[standby] booted\n", "[copy] loops\n");
	}

	@Test
	void lineOfAThreadTellsTheWorkerThatItIsOf() throws InterruptedException {
		this.output.label("instance");
		Thread thread = new Thread(() -> {
			this.output.labelThread("copy");
			this.stream.println("own");
			Thread child = new Thread(() -> this.stream.println("helper"));
			child.start();
			try {
				child.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		thread.start();
		thread.join();
		this.stream.println("other");
		assertThat(this.writes).containsExactly("[copy] own\n", "[copy] helper\n", "[instance] other\n");
	}

	@Test
	void lineOfAStructuredLogHasNoPrefix() {
		this.output.label("copy");
		this.output.structured();
		this.stream.println("{\"a\":1}");
		assertThat(this.writes).containsExactly("{\"a\":1}\n");
	}

	@Test
	void linesOfManyThreadsAreNeverMixed() throws InterruptedException {
		this.output.label("copy");
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			String text = String.valueOf((char) ('a' + i)).repeat(200);
			Thread thread = new Thread(() -> {
				for (int n = 0; n < 500; n++) {
					this.stream.println(text);
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.writes).hasSize(8 * 500).allMatch((line) -> line.matches("\\[copy] (.)\\1{199}\n"));
	}

	@Test
	void lineWithoutEndIsWrittenInBoundedPieces() {
		this.output.label("copy");
		this.stream.print("x".repeat(200_000));
		assertThat(this.writes).isNotEmpty().allMatch((piece) -> piece.length() <= 64 * 1024);
	}

}
