package org.example.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the original got wrong with several workers, again and again: as often as the
 * system properties {@code daemon.repeat.daemons} and {@code daemon.repeat.restarts} say.
 * Times are printed and never asserted.
 */
class CrewIT {

	private static final int REPEAT = Integer.getInteger("daemon.repeat.daemons", 2);

	private static final int RESTARTS = Integer.getInteger("daemon.repeat.restarts", 3);

	private static final Duration FREEZE = Duration.parse(System.getProperty("daemon.freeze", "PT5S"));

	@TempDir
	Path temp;

	@Test
	void workersWhenDaemonIsTerminatedSpinDownAtTheSameTime() {
		Crew crew = new Crew(this.temp, 10);
		crew.mark("together");
		try (JavaProcess daemon = crew.start("--crew.looptime=10000")) {
			List<Long> workers = crew.awaitLooping(daemon);
			long begin = System.nanoTime();
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
			System.out.printf("10 workers with a looptime of 10 s were stopped in %d ms%n", millisSince(begin));
			assertThat(workers).allMatch(Signals::isGone);
			List<String> lines = crew.ledger().lines();
			List<Integer> begun = indexes(lines, "-spindown ");
			List<Integer> ended = indexes(lines, "-end ");
			assertThat(begun).as("spindowns").hasSize(10);
			assertThat(ended).as("spindowns that were finished").hasSize(10);
			assertThat(Collections.max(begun)).as("last begin").isLessThan(Collections.min(ended));
			crew.assertNeverDoubled(List.of());
			assertThat(daemon.count("has not ended in time")).isZero();
		}
	}

	private List<Integer> indexes(List<String> lines, String what) {
		return IntStream.range(0, lines.size()).filter((i) -> lines.get(i).contains(what)).boxed().toList();
	}

	@Test
	void workersThatDieTogetherBothComeBackWhileCallsKeepComing() {
		Crew crew = new Crew(this.temp, 2);
		Path socket = this.temp.resolve("run/s");
		Random random = new Random();
		try (JavaProcess daemon = crew.start("--daemon.rpc.sockets=unix://" + socket,
				"--daemon.defaults.restart.reset-after=1ms")) {
			List<Long> workers = crew.awaitLooping(daemon);
			JavaProcess.await().until(() -> Files.exists(socket));
			List<Caller> callers = Stream.generate(() -> Caller.start(socket)).limit(4).toList();
			for (int i = 0; i < RESTARTS; i++) {
				List<Long> dying = workers;
				Signals.send("KILL", dying.get(0));
				LockSupport.parkNanos(random.nextInt(20_000_000));
				Signals.send("KILL", dying.get(1));
				JavaProcess.await()
					.until(daemon::children, (now) -> now.size() == 2 && Collections.disjoint(now, dying));
				workers = crew.awaitLooping(daemon);
			}
			assertThat(callers).allMatch((caller) -> caller.answers() > 0);
			long calls = callers.stream().mapToLong(Caller::answers).sum();
			List<Long> last = workers;
			long begin = System.nanoTime();
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
			System.out.printf("Two workers came back %d times during %d calls and were stopped in %d ms%n", RESTARTS,
					calls, millisSince(begin));
			callers.forEach(Caller::close);
			assertThat(crew.ledger().doers("hand-0-end")).as("spindowns").hasSize(1);
			assertThat(crew.ledger().doers("hand-1-end")).as("spindowns").hasSize(1);
			assertThat(last).allMatch(Signals::isGone);
		}
	}

	@Test
	void daemonWhenStartedAfterOneWasKilledHasTheWorkersForItself() {
		Crew crew = new Crew(this.temp, 3);
		List<Long> orphanMicros = new ArrayList<>();
		JavaProcess daemon = crew.start();
		try {
			for (int i = 0; i < REPEAT; i++) {
				List<Long> workers = crew.awaitLooping(daemon);
				orphanMicros.add(kill(daemon, workers));
				daemon.close();
				daemon = crew.start();
				List<Long> successors = crew.awaitLooping(daemon);
				List<Long> expected = new ArrayList<>(successors);
				expected.add(daemon.pid());
				assertThat(crew.processes()).as("processes of trial %d", i)
					.containsExactlyInAnyOrderElementsOf(expected);
				crew.assertNeverDoubled(successors);
			}
		}
		finally {
			daemon.close();
		}
		Collections.sort(orphanMicros);
		System.out.printf("Without a daemon the last worker process lived for %d µs (median), %d to %d, in %d trials%n",
				orphanMicros.get(orphanMicros.size() / 2), orphanMicros.get(0),
				orphanMicros.get(orphanMicros.size() - 1), orphanMicros.size());
	}

	private long kill(JavaProcess daemon, List<Long> workers) {
		long begin = System.nanoTime();
		daemon.kill();
		while (!workers.stream().allMatch(Signals::isGone)) {
			assertThat(millisSince(begin)).isLessThan(JavaProcess.PATIENCE.toMillis());
			LockSupport.parkNanos(200_000);
		}
		return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
	}

	@Test
	void daemonWhenFrozenLongerThanAStallTimeoutRestartsNothing() {
		Crew crew = new Crew(this.temp, 2);
		try (JavaProcess daemon = crew.start("--daemon.defaults.stall-timeout=1s")) {
			List<Long> workers = crew.awaitLooping(daemon);
			Signals.send("STOP", daemon.pid());
			awaitFreeze();
			awaitLoops(crew, 1);
			assertThat(workers).noneMatch(Signals::isGone);
			Signals.send("CONT", daemon.pid());
			awaitLoops(crew, 30);
			assertUntouched(daemon, workers);
			// The machine sleeps: nobody makes progress, and nobody can be blamed
			Signals.sendToGroup("STOP", daemon.pid());
			awaitFreeze();
			Signals.sendToGroup("CONT", daemon.pid());
			awaitLoops(crew, 30);
			assertUntouched(daemon, workers);
		}
	}

	private void awaitFreeze() {
		long begin = System.nanoTime();
		JavaProcess.await()
			.atMost(JavaProcess.PATIENCE.plus(FREEZE))
			.until(() -> System.nanoTime() - begin > FREEZE.toNanos());
	}

	private void awaitLoops(Crew crew, int loops) {
		int before = crew.ledger().doers("hand-0-loop").size();
		JavaProcess.await().until(() -> crew.ledger().doers("hand-0-loop").size() >= before + loops);
	}

	private void assertUntouched(JavaProcess daemon, List<Long> workers) {
		assertThat(daemon.children()).containsExactlyInAnyOrderElementsOf(workers);
		assertThat(daemon.output()).doesNotContainIgnoringCase("stall").doesNotContain("RESTARTING");
	}

	@Test
	void daemonWhenAnotherHasThePidFileRefusesToStart() throws Exception {
		Crew crew = new Crew(this.temp, 1);
		Path file = this.temp.resolve("run/crew.pid");
		String pidFile = "--daemon.pidfile=" + file;
		try (JavaProcess first = crew.start(pidFile)) {
			List<Long> workers = crew.awaitLooping(first);
			try (JavaProcess second = crew.start(pidFile)) {
				assertThat(second.awaitExit()).isEqualTo(1);
				assertThat(second.output()).contains("APPLICATION FAILED TO START")
					.contains("Another daemon, process %d, holds the pid file '%s'.".formatted(first.pid(), file))
					.contains("Stop process " + first.pid());
			}
			assertThat(first.children()).isEqualTo(workers);
			assertThat(file).hasContent(Long.toString(first.pid()));
			first.kill();
			first.awaitExit();
			assertThat(file).as("stale pid file").hasContent(Long.toString(first.pid()));
		}
		try (JavaProcess third = crew.start(pidFile)) {
			crew.awaitLooping(third);
			assertThat(file).hasContent(Long.toString(third.pid()));
			third.terminate();
			third.awaitExit();
			assertThat(file).isEmptyFile();
		}
	}

	private static long millisSince(long begin) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
	}

}
