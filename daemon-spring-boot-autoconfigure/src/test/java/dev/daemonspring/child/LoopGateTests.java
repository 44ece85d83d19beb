package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link LoopGate} is asked and told, always on the thread of the
 * worker.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LoopGateTests {

	@TempDir
	Path temp;

	private final List<String> told = new ArrayList<>();

	private SlotFixture slots;

	private WorkerSlot slot;

	private WorkerRunner runner;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.slot = this.slots.worker(0);
		this.slot.begin(1, 1);
		this.runner = new WorkerRunner(SlotFixture.assignment("copy", 0, Duration.ofSeconds(5)), this.slot);
		this.runner.gate(new RecordingGate());
	}

	@AfterEach
	void close() {
		this.slot.close();
		this.slots.close();
	}

	@Test
	void gateHearsOfEveryIterationAndOfTheEnd() {
		WorkerEnding ending = run(() -> {
			this.told.add("loop");
			if (this.runner.context().iterations() == 1) {
				this.runner.context().stop();
			}
		});
		assertThat(ending).isEqualTo(WorkerEnding.STOPPED);
		assertThat(this.told).containsExactly("pass copy", "loop", "iterated copy", "pass copy", "loop",
				"iterated copy", "ended copy");
	}

	@Test
	void gateHearsOfAFailureInThePlaceOfTheIterationAndTheEnd() {
		WorkerEnding ending = run(() -> {
			throw new IllegalStateException("boom");
		});
		assertThat(ending).isEqualTo(WorkerEnding.FAILED);
		assertThat(this.told).containsExactly("pass copy", "failed copy java.lang.IllegalStateException: boom");
	}

	@Test
	void gateHearsOfAWorkerThatCanNotSpinUp() {
		WorkerEnding ending = run(new WorkerLoop() {

			@Override
			public void spinup() {
				throw new IllegalStateException("no source");
			}

			@Override
			public void loop() {
			}

		});
		assertThat(ending).isEqualTo(WorkerEnding.FAILED);
		assertThat(this.told).containsExactly("failed copy java.lang.IllegalStateException: no source");
	}

	@Test
	void gateHearsOfTheEndWhenTheWorkerHasSpunDown() {
		run(new WorkerLoop() {

			@Override
			public void loop() {
				LoopGateTests.this.runner.end();
			}

			@Override
			public void spindown() {
				LoopGateTests.this.told.add("spindown");
			}

		});
		assertThat(this.told).containsExactly("pass copy", "iterated copy", "spindown", "ended copy");
	}

	@Test
	void gateIsNotAskedForAWorkerThatIsToEnd() {
		this.runner.end();
		run(() -> this.told.add("loop"));
		assertThat(this.told).containsExactly("ended copy");
	}

	private WorkerEnding run(WorkerLoop loop) {
		CommandExecutor none = new CommandExecutor("copy", loop, CommandMethods.of(loop.getClass()),
				() -> JsonMapper.builder().build());
		return this.runner.run(() -> new WorkerInstance(loop, List.of(), none));
	}

	/**
	 * A gate that is always open. The worker runs on the thread of the test.
	 */
	private final class RecordingGate implements LoopGate {

		private final Thread thread = Thread.currentThread();

		@Override
		public boolean pass(String worker) {
			note("pass " + worker);
			return true;
		}

		@Override
		public void iterated(String worker) {
			note("iterated " + worker);
		}

		@Override
		public void failed(String worker, Throwable failure) {
			note("failed " + worker + " " + failure);
		}

		@Override
		public void ended(String worker) {
			note("ended " + worker);
		}

		private void note(String what) {
			assertThat(Thread.currentThread()).isSameAs(this.thread);
			LoopGateTests.this.told.add(what);
		}

	}

}
