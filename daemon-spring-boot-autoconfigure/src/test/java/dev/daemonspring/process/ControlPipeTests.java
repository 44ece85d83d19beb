package dev.daemonspring.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.ControlMessage.Doorbell;
import dev.daemonspring.protocol.ControlMessage.DumpThreads;
import dev.daemonspring.protocol.ControlMessage.Interrupt;
import dev.daemonspring.protocol.ControlMessage.Retire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlPipe}.
 */
@Timeout(60)
class ControlPipeTests {

	/**
	 * More than any pipe holds.
	 */
	private static final int MANY = 20_000;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final Deque<Runnable> writers = new ArrayDeque<>();

	private final ControlPipe pipe = new ControlPipe(this.out, this.writers::add);

	@Test
	void messagesAreWrittenInTheirOrder() throws IOException {
		this.pipe.send(new DumpThreads());
		this.pipe.send(assignment(1));
		this.pipe.send(new Doorbell(3));
		write();
		this.pipe.send(new Retire());
		write();
		assertThat(written()).containsExactly(new DumpThreads(), assignment(1), new Doorbell(3), new Retire());
	}

	@Test
	void messageThatStillWaitsIsNotSentTwice() throws IOException {
		for (int i = 0; i < MANY; i++) {
			this.pipe.send(new Doorbell(i % 2));
		}
		write();
		this.pipe.send(new Doorbell(0));
		write();
		assertThat(written()).containsExactly(new Doorbell(0), new Doorbell(1), new Doorbell(0));
	}

	@Test
	void messageToAProcessThatHasReadAllOthersIsWrittenOnTheCurrentThread() throws IOException {
		this.pipe.send(new Doorbell(1));
		write();
		this.pipe.sendAtOnce(assignment(1));
		assertThat(this.writers).isEmpty();
		assertThat(written()).containsExactly(new Doorbell(1), assignment(1));
	}

	@Test
	void messageIsNotWrittenOnTheCurrentThreadBeforeOthersThatWait() throws IOException {
		this.pipe.send(new Doorbell(1));
		this.pipe.sendAtOnce(assignment(1));
		assertThat(written()).isEmpty();
		write();
		assertThat(written()).containsExactly(new Doorbell(1), assignment(1));
	}

	@Test
	void messageIsNotWrittenOnTheCurrentThreadWhenThePipeMayBeFull() throws IOException {
		int doorbells = 0;
		while (this.out.size() <= 32 * 1024) {
			this.pipe.send(new Doorbell(doorbells++));
			write();
		}
		this.pipe.sendAtOnce(assignment(1));
		assertThat(this.writers).hasSize(1);
		write();
		assertThat(written()).hasSize(doorbells + 1).endsWith(assignment(1));
	}

	@Test
	void messageThatIsSentAtOnceWhenMemoryIsShortGoesByTheOtherThread() throws IOException {
		Deque<OutOfMemoryError> shortages = new ArrayDeque<>(List.of(new OutOfMemoryError("Java heap space")));
		ControlPipe scarce = new ControlPipe(new OutputStream() {

			@Override
			public void write(int b) {
				OutOfMemoryError shortage = shortages.poll();
				if (shortage != null) {
					throw shortage;
				}
				ControlPipeTests.this.out.write(b);
			}

		}, this.writers::add);
		scarce.sendAtOnce(assignment(1));
		assertThat(written()).isEmpty();
		write();
		assertThat(written()).containsExactly(assignment(1));
	}

	@Test
	void onlyOneThreadWrites() {
		this.pipe.send(new Doorbell(1));
		this.pipe.send(new Doorbell(2));
		assertThat(this.writers).hasSize(1);
	}

	@Test
	void messageWhenThreadsAreShortGoesWithTheNext() throws IOException {
		Deque<RuntimeException> rejections = new ArrayDeque<>(List.of(new RejectedExecutionException("no thread")));
		ControlPipe scarce = new ControlPipe(this.out, (task) -> {
			RuntimeException rejection = rejections.poll();
			if (rejection != null) {
				throw rejection;
			}
			task.run();
		});
		scarce.send(assignment(1));
		assertThat(written()).isEmpty();
		scarce.send(new Interrupt(1));
		assertThat(written()).containsExactly(assignment(1), new Interrupt(1));
	}

	@Test
	void brokenPipeTakesMessagesAndSaysNothing() {
		ControlPipe broken = new ControlPipe(new OutputStream() {

			@Override
			public void write(int b) throws IOException {
				throw new IOException("Broken pipe");
			}

		}, Runnable::run);
		broken.send(new Doorbell(1));
		broken.send(new Doorbell(1));
		broken.close();
		broken.send(new Doorbell(1));
	}

	@Test
	void closeEndsTheStreamAndWritesNothingMore() throws IOException {
		this.pipe.send(new Doorbell(1));
		this.pipe.close();
		this.pipe.send(new Doorbell(2));
		write();
		assertThat(written()).isEmpty();
	}

	@Test
	void nobodyWaitsForAProcessThatDoesNotRead() throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		Process deaf = new ProcessBuilder("sleep", "60").start();
		try {
			ControlPipe full = new ControlPipe(deaf.getOutputStream(), threads);
			for (int i = 0; i < MANY; i++) {
				full.send(assignment(i));
			}
			deaf.destroyForcibly();
			deaf.onExit().thenRun(full::close).get();
		}
		finally {
			deaf.destroyForcibly();
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).as("the pipe's thread ends with the process")
			.isTrue();
	}

	private void write() {
		for (Runnable writer = this.writers.poll(); writer != null; writer = this.writers.poll()) {
			writer.run();
		}
	}

	private List<ControlMessage> written() throws IOException {
		List<ControlMessage> messages = new ArrayList<>();
		InputStream in = new ByteArrayInputStream(this.out.toByteArray());
		for (ControlMessage next = ControlMessage.read(in); next != null; next = ControlMessage.read(in)) {
			messages.add(next);
		}
		return messages;
	}

	private static Assignment assignment(int incarnation) {
		return new Assignment("worker", 1, incarnation, "workerBean", Duration.ofSeconds(1), 0, null,
				Duration.ofSeconds(5), true, ContextSettings.DEFAULT);
	}

}
