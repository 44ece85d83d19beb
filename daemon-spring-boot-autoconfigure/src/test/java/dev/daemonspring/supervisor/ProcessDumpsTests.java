package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.protocol.WriteDump.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ProcessDumps}.
 */
class ProcessDumpsTests {

	private final ProcessDumps dumps = new ProcessDumps(Duration.ofSeconds(60), Duration.ofSeconds(60));

	@TempDir
	private Path directory;

	private SupervisorFixture fixture;

	private Path written;

	@BeforeEach
	void start() {
		this.fixture = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true)).start();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void threadsAreReadAndNothingIsLeft() {
		answer((dump) -> write(dump.file(), dump.kind().name()));
		assertThat(this.dumps.threads(worker(), Kind.THREADS_JSON)).isEqualTo("THREADS_JSON");
		assertThat(this.written.getParent()).doesNotExist();
	}

	@Test
	void heapIsTheCallersFile() throws IOException {
		answer((dump) -> write(dump.file(), dump.kind().name()));
		Path file = this.dumps.heap(worker(), true);
		assertThat(file).hasContent("LIVE_HEAP").hasExtension("hprof");
		assertThat(this.written.getParent()).doesNotExist();
		Files.delete(file);
	}

	@Test
	void failureOfTheProcessIsTold() {
		answer((dump) -> write(dump.file() + WriteDump.FAILED, "java.io.IOException: No space left\n"));
		assertThatExceptionOfType(WorkerDumpException.class).isThrownBy(() -> this.dumps.heap(worker(), false))
			.withMessage("Worker 'copy' (pid 1000) could not write its dump: java.io.IOException: No space left\\n");
	}

	@Test
	void processThatDoesNotAnswerIsNotWaitedForLong() {
		ProcessDumps impatient = new ProcessDumps(Duration.ofMillis(20), Duration.ofMillis(20));
		answer((dump) -> {
		});
		assertThatExceptionOfType(WorkerDumpException.class)
			.isThrownBy(() -> impatient.threads(worker(), Kind.THREADS_TEXT))
			.withMessageContaining("did not write its dump")
			.withMessageContaining("kill -QUIT 1000");
	}

	@Test
	void processThatWasStoppedIsNotWaitedFor() {
		this.fixture.process("copy").stopped = true;
		assertThatExceptionOfType(WorkerDumpException.class)
			.isThrownBy(() -> this.dumps.threads(worker(), Kind.THREADS_TEXT))
			.withMessageContaining("stopped by a signal")
			.withMessageContaining("kill -CONT 1000");
	}

	@Test
	void processThatEndsIsNotWaitedFor() {
		FakeProcess process = this.fixture.process("copy");
		answer((dump) -> process.exit(137));
		assertThatExceptionOfType(WorkerDumpException.class)
			.isThrownBy(() -> this.dumps.threads(worker(), Kind.THREADS_TEXT))
			.withMessageContaining("ended before");
	}

	@Test
	void workerWithoutProcessHasNone() {
		this.fixture.order(OperatorOrder.STOP, "copy");
		this.fixture.loop.advance(Duration.ofSeconds(1));
		assertThatExceptionOfType(WorkerDumpException.class)
			.isThrownBy(() -> this.dumps.threads(worker(), Kind.THREADS_TEXT))
			.withMessage("Worker 'copy' is STOPPED and has no process to dump.");
	}

	@Test
	void oneDumpIsTakenAtATime() {
		answer((dump) -> {
		});
		CompletableFuture<String> first = CompletableFuture
			.supplyAsync(() -> this.dumps.threads(worker(), Kind.THREADS_TEXT));
		await().until(() -> this.written != null);
		assertThatExceptionOfType(WorkerDumpException.class).isThrownBy(() -> this.dumps.heap(worker(), true))
			.withMessageContaining("already");
		write(this.written.toString(), "done");
		assertThat(first).succeedsWithin(Duration.ofSeconds(60)).isEqualTo("done");
	}

	private void answer(Consumer<WriteDump> answer) {
		this.fixture.process("copy").onDump = (dump) -> {
			this.written = Path.of(dump.file());
			answer.accept(dump);
		};
	}

	private static void write(String file, String text) {
		try {
			// As the process does: a dump that is there is complete
			Path unfinished = Files.writeString(Path.of(file + ".unfinished"), text);
			Files.move(unfinished, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private ManagedWorker worker() {
		return this.fixture.worker("copy");
	}

}
