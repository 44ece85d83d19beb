package dev.daemonspring.region;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stress tests for the mailbox: no command is lost, run twice, run after its withdrawal,
 * or out of order. The system property {@code daemon.stress.operations} sets how many
 * steps (posts, takes, answers, releases) there are.
 */
class MailboxStressTests {

	private static final int COMMANDS = (int) (Long.getLong("daemon.stress.operations", 3_000_000) / 16);

	private static final int SLOT = 1;

	@TempDir
	private Path directory;

	@Test
	void postWhenThreadsExecuteRunsEachCommandOnce() throws Exception {
		MailboxLedger ledger = new MailboxLedger(this.directory.resolve("ledger"), COMMANDS);
		ExecutorService executor = Executors.newFixedThreadPool(StressedMailbox.THREADS);
		try (StatusRegion region = StatusRegion.create(this.directory.resolve("region"), layout());
				WorkerSlot worker = WorkerSlot.open(region.file(), SLOT)) {
			AtomicBoolean going = new AtomicBoolean(true);
			List<CompletableFuture<Void>> executions = new ArrayList<>();
			for (int i = 0; i < StressedMailbox.THREADS; i++) {
				executions.add(CompletableFuture.runAsync(() -> new StressedMailbox(worker, ledger).execute(going::get),
						executor));
			}
			Sender sender = new Sender(region.slot(SLOT), ledger);
			while (!sender.isDone()) {
				sender.step();
				assertThat(executions).noneMatch(CompletableFuture::isDone);
			}
			going.set(false);
			executions.forEach(CompletableFuture::join);
			System.out.println("Mailbox between threads: " + sender);
			assertThat(sender.interrupted).isZero();
			assertThat(worker.hasPending()).isFalse();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void postWhenProcessExecutesAndIsKilledRunsNoCommandTwice() {
		int kills = Integer.getInteger("daemon.stress.kills", 5);
		Path ledgerFile = this.directory.resolve("ledger");
		MailboxLedger ledger = new MailboxLedger(ledgerFile, COMMANDS);
		try (StatusRegion region = StatusRegion.create(this.directory.resolve("region"), layout())) {
			Sender sender = new Sender(region.slot(SLOT), ledger);
			for (int kill = 1; !sender.isDone(); kill++) {
				try (ChildJvm child = ChildJvm.start(StressedMailbox.class, region.file(), SLOT, ledgerFile,
						COMMANDS)) {
					long until = (kill <= kills) ? (long) COMMANDS * kill / (kills + 1) : COMMANDS;
					while (sender.settled() < until || !(sender.isDone() || sender.isHardAtWork())) {
						sender.step();
						if (!child.isAlive()) {
							throw new IllegalStateException(String.join("\n", child.readAll()));
						}
					}
					child.kill();
				}
				sender.executorDied();
			}
			System.out.println("Mailbox between processes: " + kills + " kills, " + sender);
			assertThat(sender.interrupted).isBetween(1, kills * StressedMailbox.THREADS);
		}
	}

	private static RegionLayout layout() {
		return new RegionLayout(3, 1024, 16);
	}

	/**
	 * Keeps the mailbox full, withdraws some, and checks what became of each command.
	 */
	private static final class Sender {

		private final DaemonSlot slot;

		private final MailboxLedger ledger;

		private final Deque<Sent> sent = new ArrayDeque<>();

		private int next;

		private int answered;

		private int withdrawn;

		private int interrupted;

		Sender(DaemonSlot slot, MailboxLedger ledger) {
			this.slot = slot;
			this.ledger = ledger;
		}

		boolean isDone() {
			return settled() == COMMANDS;
		}

		int settled() {
			return this.answered + this.withdrawn + this.interrupted;
		}

		boolean isHardAtWork() {
			return this.sent.stream()
				.anyMatch((command) -> StressedMailbox.isHard(command.id) && command.posted.taken()
						&& command.posted.poll() == null);
		}

		void step() {
			boolean idle = !post();
			for (Iterator<Sent> iterator = this.sent.iterator(); iterator.hasNext();) {
				Sent command = iterator.next();
				if (isAnswered(command) || (command.id % 5 == 0 && isWithdrawn(command))) {
					command.posted.release();
					iterator.remove();
					idle = false;
				}
			}
			if (idle) {
				Thread.yield();
			}
		}

		private boolean post() {
			int before = this.next;
			try {
				while (this.next < COMMANDS) {
					this.sent.add(new Sent(this.next, this.slot.post(StressedMailbox.body(this.next))));
					this.next++;
				}
			}
			catch (MailboxFullException ex) {
				// As it should be
			}
			return this.next > before;
		}

		private boolean isAnswered(Sent command) {
			Answer answer = command.posted.poll();
			if (answer == null) {
				return false;
			}
			assertThat(answer.status()).isEqualTo(command.id);
			assertThat(StressedMailbox.id(answer.body())).isEqualTo(command.id);
			assertThat(this.ledger.executions(command.id)).isEqualTo(1);
			assertThat(command.posted.withdraw()).isFalse();
			this.answered++;
			return true;
		}

		private boolean isWithdrawn(Sent command) {
			if (!command.posted.withdraw()) {
				assertThat(command.posted.taken()).isTrue();
				return false;
			}
			assertThat(this.ledger.executions(command.id)).isZero();
			this.withdrawn++;
			return true;
		}

		void executorDied() {
			this.slot.reset();
			for (Iterator<Sent> iterator = this.sent.iterator(); iterator.hasNext();) {
				Sent command = iterator.next();
				if (isAnswered(command)) {
					command.posted.release();
					iterator.remove();
				}
				else if (command.posted.taken()) {
					assertThat(this.ledger.executions(command.id)).isBetween(0, 1);
					command.posted.release();
					iterator.remove();
					this.interrupted++;
				}
				else {
					assertThat(this.ledger.executions(command.id)).isZero();
				}
			}
			if (this.next == COMMANDS && this.sent.isEmpty()) {
				for (int id = 0; id < COMMANDS; id++) {
					assertThat(this.ledger.executions(id)).isBetween(0, 1);
				}
			}
		}

		@Override
		public String toString() {
			return COMMANDS + " commands, " + this.answered + " answered, " + this.withdrawn + " withdrawn, "
					+ this.interrupted + " interrupted";
		}

	}

	private record Sent(int id, PostedCommand posted) {
	}

}
