package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ProcessContext}: for which worker it speaks.
 */
class ProcessContextTests {

	private final ProcessContext context = new ProcessContext();

	@TempDir
	Path temp;

	private SlotFixture slots;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
	}

	@AfterEach
	void close() {
		this.slots.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "looptime", "iterations", "state", "pause", "stop", "progress" })
	void beforeThereIsAWorkerNothingCanBeAsked(String method) {
		assertThatIllegalStateException().isThrownBy(() -> ask(method)).withMessageContaining("has no worker yet");
	}

	@Test
	void workerThatIsAloneIsSpokenForOnEveryThread() throws Exception {
		FutureTask<String> elsewhere = new FutureTask<>(this.context::name);
		Thread before = new Thread(elsewhere);
		inThreadOf(worker("copy", 0), () -> null);
		assertThat(this.context.name()).isEqualTo("copy");
		before.start();
		assertThat(elsewhere.get()).isEqualTo("copy");
	}

	@Test
	void eachOfSeveralWorkersIsSpokenForOnItsOwnThread() throws Exception {
		inThreadOf(worker("first", 0), () -> null);
		assertThat(inThreadOf(worker("second", 1), this.context::name)).isEqualTo("second");
		assertThat(inThreadOf(worker("third", 2), this.context::name)).isEqualTo("third");
	}

	@Test
	void threadsThatAWorkerStartsAreThatWorkers() throws Exception {
		inThreadOf(worker("first", 0), () -> null);
		assertThat(inThreadOf(worker("second", 1), () -> inThread(() -> inThread(this.context::name))))
			.isEqualTo("second");
	}

	@Test
	void threadOfNoneOfSeveralWorkersIsToldWhoseThereAre() throws Exception {
		inThreadOf(worker("first", 0), () -> null);
		inThreadOf(worker("second", 1), () -> null);
		assertThatIllegalStateException().isThrownBy(this.context::stop)
			.withMessageContaining("[first, second]")
			.withMessageContaining("'" + Thread.currentThread().getName() + "'");
	}

	@Test
	void workerThatHasLeftIsNotSpokenForOnItsOwnThreadEither() throws Exception {
		WorkerContext worker = worker("copy", 0);
		inThreadOf(worker, () -> {
			this.context.leave(worker);
			assertThatIllegalStateException().isThrownBy(this.context::name);
			return null;
		});
		inThreadOf(worker("next", 1), () -> null);
		assertThat(this.context.name()).isEqualTo("next");
	}

	@Test
	void whatIsAskedOfItIsAskedOfTheWorker() {
		try (WorkerSlot slot = this.slots.worker(0)) {
			LoopOrders orders = new LoopOrders(slot, 0);
			RunnerContext worker = new RunnerContext(SlotFixture.assignment("copy", 0, Duration.ofSeconds(5)), slot,
					orders, new LoopPark(slot));
			this.context.enter(worker);
			worker.countIteration();
			assertThat(this.context.iterations()).isEqualTo(1);
			assertThat(this.context.looptime()).isEqualTo(Duration.ZERO);
			assertThat(this.context.state()).isEqualTo(slot.state());
			long before = this.slots.daemon(0).progress();
			this.context.progress();
			assertThat(this.slots.daemon(0).progress()).isGreaterThan(before);
			this.context.pause();
			assertThat(orders.next(0)).isEqualTo(LoopOrder.PAUSE);
			this.context.stop();
			assertThat(orders.next(0)).isEqualTo(LoopOrder.STOP);
		}
	}

	private void ask(String method) {
		switch (method) {
			case "name" -> this.context.name();
			case "looptime" -> this.context.looptime();
			case "iterations" -> this.context.iterations();
			case "state" -> this.context.state();
			case "pause" -> this.context.pause();
			case "stop" -> this.context.stop();
			default -> this.context.progress();
		}
	}

	private WorkerContext worker(String name, int index) {
		WorkerSlot slot = this.slots.worker(index);
		return new RunnerContext(SlotFixture.assignment(name, index, Duration.ofSeconds(5)), slot,
				new LoopOrders(slot, 0), new LoopPark(slot));
	}

	private <T> T inThreadOf(WorkerContext worker, Callable<T> action) throws Exception {
		return inThread(() -> {
			this.context.enter(worker);
			return action.call();
		});
	}

	private static <T> T inThread(Callable<T> action) throws Exception {
		FutureTask<T> task = new FutureTask<>(action);
		new Thread(task).start();
		return task.get();
	}

}
