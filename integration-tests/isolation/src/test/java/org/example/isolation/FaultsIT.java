package org.example.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.example.isolation.fault.FaultApplication;
import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of worker processes, and of their daemon, when either is struck. Each test
 * is one daemon that goes through several faults.
 */
class FaultsIT {

	private static final List<String> WORKERS = List.of("idle", "busy", "paused", "victim");

	@TempDir
	Path temp;

	@Test
	void workersWhenDaemonIsKilledFinishAndSpinDownOnce() throws IOException {
		try (JavaProcess daemon = start()) {
			Map<String, Long> pids = awaitUp(daemon);
			block("spinup");
			Signals.send("KILL", pids.get("victim"));
			awaitDone(daemon, "spinup-blocked", 1);
			long spinningUp = ledger().doers("spinup-blocked").get(0);
			int begun = ledger().doers("busy-begin").size();
			awaitDone(daemon, "busy-begin", begun + 1);
			daemon.kill();
			// A looptime of an hour and a pause hold nobody
			await(daemon, () -> Signals.isGone(pids.get("idle")) && Signals.isGone(pids.get("paused")));
			unblock("spinup");
			await(daemon, () -> Signals.isGone(pids.get("busy")) && Signals.isGone(spinningUp));
			assertThat(ledger().doers("busy-end")).as("iterations that were finished")
				.hasSameSizeAs(ledger().doers("busy-begin"));
			assertThat(ledger().doers("idle-spindown")).containsExactly(pids.get("idle"));
			assertThat(ledger().doers("busy-spindown")).containsExactly(pids.get("busy"));
			assertThat(ledger().doers("paused-spindown")).containsExactly(pids.get("paused"));
			assertThat(ledger().doers("victim-spinup")).containsExactly(pids.get("victim"), spinningUp);
			assertThat(ledger().doers("victim-spindown")).containsExactly(spinningUp);
		}
	}

	@Test
	void workersWhenDaemonIsKilledDuringTheirBootEndAtOnce() throws IOException {
		block("boot");
		try (JavaProcess daemon = start()) {
			awaitDone(daemon, "boot-blocked", 2);
			List<Long> booting = daemon.children();
			daemon.kill();
			await(daemon, () -> booting.stream().allMatch(Signals::isGone));
			assertThat(ledger().lines()).allMatch((line) -> line.startsWith("boot-blocked "));
		}
	}

	@Test
	void daemonWhenWorkerIsStruckRestartsItAndLeavesOthersAlone() throws IOException {
		try (JavaProcess daemon = start()) {
			Map<String, Long> pids = awaitUp(daemon);
			assertStoppedDaemonRestartsNothing(daemon, pids);
			strike("exit");
			awaitRestart(daemon, 1, "exit=exit code 3 .* error=System.exit was called by .*Victim.loop.*");
			strike("halt");
			awaitRestart(daemon, 2, "exit=exit code 9 ");
			strike("recursion");
			awaitRestart(daemon, 3, "exit=exit code 1 error=java.lang.StackOverflowError");
			strike("heap");
			awaitRestart(daemon, 4, "exit=exit code 3 \\(heap exhausted\\).*OutOfMemoryError: Java heap space.*");
			Signals.send("SEGV", victim(daemon, 4));
			awaitRestart(daemon, 5, "exit=signal 6 \\(SIGABRT\\)");
			assertThat(ledger().doers("victim-spindown")).as("spindowns after crashes").isEmpty();
			long asked = victim(daemon, 5);
			Signals.send("TERM", asked);
			long last = awaitRestart(daemon, 6, "exit=exit code 0 ");
			assertThat(ledger().doers("victim-spindown")).containsExactly(asked);
			pids.put("victim", last);
			assertThat(daemon.children()).containsExactlyInAnyOrderElementsOf(pids.values());
			Signals.sendToGroup("INT", daemon.pid());
			assertThat(daemon.awaitExit()).isEqualTo(130);
			assertEndedInOrder(daemon, pids);
			assertThat(ledger().doers("victim-spindown")).containsExactly(asked, last);
		}
	}

	@Test
	void workersWhenTerminalIsClosedEndInOrder() {
		try (JavaProcess daemon = start()) {
			Map<String, Long> pids = awaitUp(daemon);
			Signals.sendToGroup("HUP", daemon.pid());
			assertThat(daemon.awaitExit()).isEqualTo(129);
			assertEndedInOrder(daemon, pids);
			assertThat(ledger().doers("victim-spindown")).containsExactly(pids.get("victim"));
		}
	}

	private void assertStoppedDaemonRestartsNothing(JavaProcess daemon, Map<String, Long> pids) {
		int begun = ledger().doers("busy-begin").size();
		Signals.send("STOP", daemon.pid());
		awaitDone(daemon, "busy-begin", begun + 2);
		Signals.send("CONT", daemon.pid());
		awaitDone(daemon, "busy-begin", begun + 3);
		assertThat(daemon.children()).containsExactlyInAnyOrderElementsOf(pids.values());
		assertThat(daemon.count("restarts=1")).isZero();
	}

	private void assertEndedInOrder(JavaProcess daemon, Map<String, Long> pids) {
		assertThat(pids.values()).allMatch(Signals::isGone);
		assertThat(ledger().doers("idle-spindown")).containsExactly(pids.get("idle"));
		assertThat(ledger().doers("busy-spindown")).containsExactly(pids.get("busy"));
		assertThat(ledger().doers("paused-spindown")).containsExactly(pids.get("paused"));
		assertThat(daemon.count("has not ended in time")).isZero();
	}

	private Map<String, Long> awaitUp(JavaProcess daemon) {
		Map<String, Long> pids = new LinkedHashMap<>();
		for (String worker : WORKERS) {
			String state = worker.equals("paused") ? "PAUSED" : "LOOPING";
			pids.put(worker,
					Long.parseLong(daemon.awaitLine("report: %s %s pid=(\\d+)".formatted(worker, state)).group(1)));
		}
		return pids;
	}

	private long awaitRestart(JavaProcess daemon, int restarts, String reason) {
		daemon.awaitLine("report: victim \\w+ .*restarts=%d %s".formatted(restarts, reason));
		return victim(daemon, restarts);
	}

	private long victim(JavaProcess daemon, int restarts) {
		return Long
			.parseLong(daemon.awaitLine("report: victim LOOPING pid=(\\d+) restarts=%d ".formatted(restarts)).group(1));
	}

	private void awaitDone(JavaProcess daemon, String what, int times) {
		await(daemon, () -> ledger().doers(what).size() >= times);
	}

	private void await(JavaProcess daemon, BooleanSupplier condition) {
		try {
			JavaProcess.await().until(condition::getAsBoolean);
		}
		catch (RuntimeException ex) {
			throw new AssertionError("%s%n%s".formatted(ledger().lines(), daemon.output()), ex);
		}
	}

	private void strike(String fault) throws IOException {
		Path part = Files.writeString(this.temp.resolve("fault.part"), fault);
		Files.move(part, this.temp.resolve("fault"), StandardCopyOption.ATOMIC_MOVE);
	}

	private void block(String obstacle) throws IOException {
		Files.createFile(this.temp.resolve(obstacle));
	}

	private void unblock(String obstacle) throws IOException {
		Files.delete(this.temp.resolve(obstacle));
	}

	private Ledger ledger() {
		return Ledger.of(this.temp);
	}

	private JavaProcess start() {
		return JavaProcess.startGroup(this.temp, Map.of(),
				List.of("-cp", InheritanceIT.classPath(), FaultApplication.class.getName(),
						"--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START, "--daemon.defaults.max-heap=32MB",
						"--daemon.standby=0", "--daemon.shutdown.grace=30s",
						"--daemon.defaults.restart.max-delay=100ms", "--daemon.defaults.restart.initial-delay=50ms"));
	}

}
