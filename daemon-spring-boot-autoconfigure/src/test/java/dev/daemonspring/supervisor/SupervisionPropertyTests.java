package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.Reconciler;
import dev.daemonspring.process.Child;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random walks of faults and orders: from wherever they lead, the supervisor reaches what
 * is wanted in a bounded time, and shows nothing that contradicts the facts. Each prints
 * its seed with its failure; {@code daemon.chaos.seed} repeats one.
 */
class SupervisionPropertyTests {

	private static final int WALKS = 40;

	private static final int STEPS = 120;

	private static final List<String> NAMES = List.of("a", "b", "c");

	/**
	 * A lost exit, an assignment that is not taken up, a grace, a kill and the longest
	 * back-off, one after the other.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final Set<String> done = new HashSet<>();

	private @TempDir Path directory;

	static LongStream seeds() {
		Long seed = Long.getLong("daemon.chaos.seed");
		return (seed != null) ? LongStream.of(seed) : new Random().longs(WALKS);
	}

	@ParameterizedTest(name = "-Ddaemon.chaos.seed={0}")
	@MethodSource("seeds")
	void whatIsWantedIsReachedFromEverywhere(long seed) {
		Random random = new Random(seed);
		try (SupervisorFixture daemon = new SupervisorFixture(this.directory, 1,
				NAMES.stream()
					.map((name) -> SupervisorFixture.worker(name, true))
					.toArray(WorkerSpecification[]::new))) {
			daemon.start();
			Map<String, WorkerState> wanted = new TreeMap<>();
			NAMES.forEach((name) -> wanted.put(name, WorkerState.LOOPING));
			for (int step = 0; step < STEPS; step++) {
				act(daemon, random, wanted);
				daemon.loop.advance(Duration.ofMillis(random.nextInt(1500)));
				NAMES.forEach((name) -> assertNoContradiction(daemon, name, seed));
			}
			heal(daemon);
			boolean reached = daemon.loop.advance(PATIENCE,
					() -> wanted.entrySet()
						.stream()
						.allMatch((entry) -> isReached(daemon, entry.getKey(), entry.getValue())));
			assertThat(reached).as("seed %d: wanted %s, is %s", seed, wanted, states(daemon)).isTrue();
			daemon.loop.advance(PATIENCE);
			long alive = NAMES.stream().filter((name) -> daemon.worker(name).isRunning()).count();
			assertThat(daemon.living()).as("seed %d", seed).hasSize((int) alive + 1);
		}
	}

	private void act(SupervisorFixture daemon, Random random, Map<String, WorkerState> wanted) {
		String name = NAMES.get(random.nextInt(NAMES.size()));
		Child child = daemon.worker(name).process();
		FakeProcess process = (child instanceof FakeProcess fake) ? fake : null;
		switch (random.nextInt(16)) {
			case 0 -> exit(process, false);
			case 1 -> exit(process, true);
			case 2 -> freeze(process);
			case 3 -> {
				if (process != null) {
					process.deafness = 1 + random.nextInt(2);
				}
			}
			case 4 -> {
				if (process != null) {
					process.stubborn = true;
				}
			}
			case 5 -> failStarts(daemon, random);
			case 6 -> daemon.launcherRuns(random.nextBoolean());
			case 7 -> daemon.loop.loses(() -> random.nextInt(3) == 0);
			case 8 -> freezeStarts(daemon, random);
			case 9 -> heal(daemon);
			case 10 -> order(daemon, OperatorOrder.PAUSE, name, wanted, WorkerState.PAUSED);
			case 11 -> order(daemon, OperatorOrder.RESUME, name, wanted, WorkerState.LOOPING);
			case 12 -> order(daemon, OperatorOrder.START, name, wanted, WorkerState.LOOPING);
			case 14 -> {
				if (process != null && process.done()) {
					this.done.add(name);
				}
			}
			case 13 -> {
				daemon.order(OperatorOrder.STOP, name);
				wanted.put(name, WorkerState.STOPPED);
			}
			default -> {
				daemon.order(OperatorOrder.RESTART, name);
				begun(daemon, name, wanted);
			}
		}
	}

	private void order(SupervisorFixture daemon, OperatorOrder order, String name, Map<String, WorkerState> wanted,
			WorkerState state) {
		if (daemon.order(order, name)) {
			wanted.put(name, state);
			if (order == OperatorOrder.START) {
				begun(daemon, name, wanted);
			}
		}
	}

	/**
	 * A worker that is started loops, unless it was paused and has not ended since.
	 */
	private void begun(SupervisorFixture daemon, String name, Map<String, WorkerState> wanted) {
		this.done.remove(name);
		boolean paused = daemon.worker(name).wanted() == WantedState.PAUSED;
		wanted.put(name, paused ? WorkerState.PAUSED : WorkerState.LOOPING);
	}

	private void failStarts(SupervisorFixture daemon, Random random) {
		daemon.failure = () -> random.nextBoolean() ? new OutOfMemoryError("unable to create native thread") : null;
	}

	private void freezeStarts(SupervisorFixture daemon, Random random) {
		daemon.onLaunch = (launched) -> {
			if (random.nextInt(3) == 0) {
				launched.frozen = true;
			}
		};
	}

	private void exit(FakeProcess process, boolean silent) {
		if (process != null) {
			process.silent = silent;
			process.exit(137);
		}
	}

	private void freeze(FakeProcess process) {
		if (process != null) {
			process.frozen = true;
		}
	}

	/**
	 * End all faults. What was lost stays lost.
	 */
	private void heal(SupervisorFixture daemon) {
		daemon.failure = () -> null;
		daemon.launcherRuns = true;
		daemon.loop.loses(() -> false);
		daemon.onLaunch = (process) -> {
		};
		daemon.living().forEach((process) -> {
			process.deafness = 0;
			process.thaw();
		});
	}

	private void assertNoContradiction(SupervisorFixture daemon, String name, long seed) {
		ManagedWorker worker = daemon.worker(name);
		boolean toRun = worker.isToRun();
		if (worker.process() == null) {
			assertThat(Reconciler.isTrueWithoutProcess(toRun, worker.state()))
				.as("seed %d: %s is %s, wanted %s, without a process", seed, name, worker.state(), worker.wanted())
				.isTrue();
		}
	}

	/**
	 * Return whether a worker is as it was wanted to be, or done: that does not depend on
	 * whether it was wanted to loop or to pause.
	 */
	private boolean isReached(SupervisorFixture daemon, String name, WorkerState wanted) {
		WorkerState state = daemon.state(name);
		boolean ended = state == WorkerState.STOPPED || state == WorkerState.DONE;
		boolean done = state == WorkerState.DONE && this.done.contains(name) && wanted != WorkerState.STOPPED;
		return (state == wanted || done) && hasProcess(daemon, name) == !ended;
	}

	private static Map<String, WorkerState> states(SupervisorFixture daemon) {
		Map<String, WorkerState> states = new TreeMap<>();
		NAMES.forEach((name) -> states.put(name, daemon.state(name)));
		return states;
	}

	private static boolean hasProcess(SupervisorFixture daemon, String name) {
		Child process = daemon.worker(name).process();
		return process != null && process.isAlive();
	}

}
