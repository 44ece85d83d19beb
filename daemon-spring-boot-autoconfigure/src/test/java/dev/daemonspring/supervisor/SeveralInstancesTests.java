package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.support.GenericApplicationContext;

import dev.daemonspring.child.WorkerThread;
import dev.daemonspring.classdata.ClassDataSettings;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for several instances of a worker behind {@link SupervisedWorkers}, on threads.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SeveralInstancesTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final SupervisedWorkers workers = workers();

	private final Map<Integer, Integer> running = new ConcurrentHashMap<>();

	private final Set<String> overlaps = ConcurrentHashMap.newKeySet();

	private final Map<Integer, AtomicLong> iterations = new ConcurrentHashMap<>();

	private SupervisedWorkers workers() {
		DaemonSettings settings = new DaemonSettings(null, 1024, Duration.ofSeconds(30), false, false, Isolation.THREAD,
				0, false, SupervisorFixture.PLAN, LONG,
				new ClassDataSettings(ClassDataSettings.Mode.OFF, null, ClassDataSettings.DEFAULT_CALM),
				SupervisorFixture.SURROUNDINGS, true);
		EarlyProcessStarter nothing = new EarlyProcessStarter(this.context, new WorkerDiscovery(Isolation.THREAD),
				Isolation.THREAD, () -> {
					throw new IllegalStateException("nothing is started ahead");
				}, 1);
		return new SupervisedWorkers(
				List.of(SupervisorFixture.several("handyman", 3, 6), SupervisorFixture.worker("copy", true)), settings,
				ApplicationOrigin.unknown(), this.context, nothing, (name) -> true);
	}

	@BeforeEach
	void start() {
		this.context.registerBean("handyman", Handyman.class, Handyman::new,
				(definition) -> definition.setScope("prototype"));
		this.context.registerBean("copy", WorkerLoop.class, () -> () -> {
		});
		this.context.refresh();
		this.workers.start();
		await().atMost(LONG).until(() -> this.workers.status("handyman") == WorkerState.LOOPING);
	}

	@AfterEach
	void close() {
		this.workers.stop();
		this.context.close();
	}

	@Test
	void listHasOneEntryAndStatusOneForEachInstance() {
		assertThat(this.workers.list()).extracting(WorkerDescription::name).containsExactly("copy", "handyman");
		assertThat(this.workers.list().get(1).instances()).isEqualTo(3);
		assertThat(this.workers.instances()).containsExactly("copy", "handyman#0", "handyman#1", "handyman#2");
		assertThat(this.workers.status()).containsOnlyKeys("copy", "handyman#0", "handyman#1", "handyman#2");
		assertThat(this.workers.instances("handyman")).containsExactly("handyman#0", "handyman#1", "handyman#2");
		assertThat(this.workers.instances("handyman#1")).containsExactly("handyman#1");
	}

	@Test
	void orderToTheWorkerGoesToAllAndToAnInstanceToOne() {
		assertThat(this.workers.pause("handyman#1")).isTrue();
		await().atMost(LONG).until(() -> this.workers.status("handyman#1") == WorkerState.PAUSED);
		assertThat(this.workers.status("handyman#0")).isEqualTo(WorkerState.LOOPING);
		assertThat(this.workers.status("handyman")).as("the one that is worst off").isEqualTo(WorkerState.PAUSED);
		assertThat(this.workers.pause("handyman")).isTrue();
		await().atMost(LONG).until(() -> states().equals(Set.of(WorkerState.PAUSED)));
		assertThat(this.workers.resume("handyman")).isTrue();
		await().atMost(LONG).until(() -> states().equals(Set.of(WorkerState.LOOPING)));
		assertThat(this.workers.status("copy")).isEqualTo(WorkerState.LOOPING);
		assertThat(this.workers.stop("handyman")).isTrue();
		await().atMost(LONG).until(() -> states().equals(Set.of(WorkerState.STOPPED)));
		assertThat(this.workers.start("handyman#2")).isTrue();
		await().atMost(LONG).until(() -> this.workers.status("handyman#2") == WorkerState.LOOPING);
		assertThat(this.workers.status("handyman#0")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.workers.start("handyman")).as("one of them starts").isTrue();
		await().atMost(LONG).until(() -> states().equals(Set.of(WorkerState.LOOPING)));
	}

	@Test
	void commandGoesToTheInstanceThatIsNamed() {
		assertThat(this.workers.send("handyman#2", "who")).isEqualTo("handyman 2 of 3");
		assertThatExceptionOfType(AmbiguousWorkerException.class).isThrownBy(() -> this.workers.send("handyman", "who"))
			.withMessage("Worker 'handyman' has 3 instances. Name one of them: [handyman#0, handyman#1, handyman#2]");
		assertThatExceptionOfType(AmbiguousWorkerException.class).isThrownBy(() -> this.workers.info("handyman"));
		assertThatExceptionOfType(AmbiguousWorkerException.class)
			.isThrownBy(() -> this.workers.run("handyman", Duration.ofSeconds(1)));
	}

	@Test
	void nameMeansTheOnlyInstanceOnceThereIsOne() {
		assertThat(this.workers.scale("handyman", 1)).isTrue();
		await().atMost(LONG).until(() -> total("handyman#0") == 1);
		assertThat(this.workers.send("handyman", "who")).isEqualTo("handyman 0 of 1");
		assertThat(this.workers.info("handyman").name()).isEqualTo("handyman#0");
	}

	@Test
	void infoTellsTheInstanceAndWhatIsConfigured() {
		WorkerInfo.Instance instance = this.workers.info("handyman#1").instance();
		assertThat(instance).isEqualTo(new WorkerInfo.Instance("handyman", 1, 3, 3, 6, 3, List.of()));
		assertThat(this.workers.info("copy").instance()).isNull();
		this.workers.scale("handyman", 4);
		await().atMost(LONG).until(() -> total("handyman#1") == 4);
		assertThat(this.workers.info("handyman#1").instance())
			.isEqualTo(new WorkerInfo.Instance("handyman", 1, 4, 3, 6, 4, List.of()));
	}

	@Test
	void instanceThatThereIsNotIsUnknown() {
		assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> this.workers.status("handyman#3"))
			.withMessageContaining("handyman#2");
		assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> this.workers.status("copy#0"));
		assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> this.workers.start("handyman#5"));
	}

	@Test
	void scaleBeyondTheLimitsIsRefusedWithTheRemedy() {
		assertThatExceptionOfType(InvalidScaleException.class).isThrownBy(() -> this.workers.scale("handyman", 7))
			.withMessageContaining("to 7 instances, but to 6 at most")
			.withMessageContaining("'daemon.workers.handyman.max-instances' to 7 or more");
		assertThatExceptionOfType(InvalidScaleException.class).isThrownBy(() -> this.workers.scale("handyman", 0))
			.withMessageContaining("stop it");
		assertThatExceptionOfType(InvalidScaleException.class).isThrownBy(() -> this.workers.scale("copy", 2))
			.withMessageContaining("to 1 at most");
		assertThatExceptionOfType(InvalidScaleException.class).isThrownBy(() -> this.workers.scale("handyman#1", 2))
			.withMessageContaining("'handyman'");
		assertThat(this.workers.scale("handyman", 3)).isFalse();
	}

	@Test
	void noTwoIterationsHaveDifferentTotalsWhileTheWorkerIsScaledUnderLoad() {
		for (int number : List.of(5, 2, 6, 1, 4, 3)) {
			assertThat(this.workers.scale("handyman", number)).isTrue();
			await().atMost(LONG).until(() -> totals().equals(Set.of(number)) && iterated(number));
		}
		assertThat(this.overlaps).isEmpty();
	}

	private Set<Integer> totals() {
		Set<Integer> totals = ConcurrentHashMap.newKeySet();
		this.workers.instances("handyman").forEach((name) -> totals.add(total(name)));
		return totals;
	}

	/**
	 * Return whether exactly so many instances iterate.
	 */
	private boolean iterated(int number) {
		this.iterations.clear();
		await().atMost(LONG).until(() -> this.iterations.size() >= number);
		return new ArrayList<>(this.iterations.keySet()).stream().allMatch((index) -> index < number);
	}

	private int total(String name) {
		WorkerInfo.Instance instance = this.workers.info(name).instance();
		return (instance != null) ? instance.total() : 0;
	}

	private Set<WorkerState> states() {
		Set<WorkerState> states = ConcurrentHashMap.newKeySet();
		this.workers.instances("handyman").forEach((name) -> states.add(this.workers.status(name)));
		return states;
	}

	/**
	 * A worker that tells when iterations with different totals overlap.
	 */
	final class Handyman implements WorkerLoop {

		private final WorkerContext worker = WorkerThread.currentContext();

		@Override
		public void loop() throws Exception {
			int total = this.worker.total();
			SeveralInstancesTests.this.running.put(this.worker.index(), total);
			// Iterations of different lengths, so that they overlap in every way
			Thread.sleep(this.worker.index());
			SeveralInstancesTests.this.running.forEach((index, other) -> {
				if (other != total) {
					SeveralInstancesTests.this.overlaps.add(total + " and " + other);
				}
			});
			if (this.worker.total() != total) {
				SeveralInstancesTests.this.overlaps.add("within an iteration");
			}
			SeveralInstancesTests.this.running.remove(this.worker.index());
			SeveralInstancesTests.this.iterations.computeIfAbsent(this.worker.index(), (index) -> new AtomicLong())
				.incrementAndGet();
		}

		@WorkerCommand
		String who() {
			return this.worker.name() + " " + this.worker.index() + " of " + this.worker.total();
		}

	}

}
