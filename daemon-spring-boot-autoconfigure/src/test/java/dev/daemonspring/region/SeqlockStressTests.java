package dev.daemonspring.region;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stress tests for the seqlock. The system property {@code daemon.stress.operations} sets
 * how many writes there are.
 */
class SeqlockStressTests {

	private static final long OPERATIONS = Long.getLong("daemon.stress.operations", 3_000_000);

	private static final int SLOT = 1;

	@TempDir
	private Path directory;

	@Test
	void snapshotWhenThreadWritesIsNeverTorn() {
		try (StatusRegion region = StatusRegion.create(this.directory.resolve("region"), layout());
				WorkerSlot worker = WorkerSlot.open(region.file(), SLOT)) {
			DaemonSlot daemon = region.slot(SLOT);
			SlotSnapshot base = daemon.snapshot();
			AtomicBoolean going = new AtomicBoolean(true);
			AtomicLong written = new AtomicLong();
			CompletableFuture<Long> writer = CompletableFuture.supplyAsync(
					() -> new StressedSlot(worker, 0).write(() -> going.get() && written.addAndGet(32) < OPERATIONS));
			Reads reads = new Reads();
			while (!writer.isDone()) {
				reads.check(daemon.snapshot(), base);
			}
			going.set(false);
			SlotSnapshot last = daemon.snapshot();
			assertThat(last.defect()).isNull();
			assertThat(last.failures() * 30).isEqualTo(last.iterations());
			assertThat(daemon.progress()).isEqualTo(2 * last.iterations() + last.failures());
			System.out.println("Seqlock between threads: " + writer.join() + " writes, " + reads);
			assertThat(reads.good).isPositive();
		}
	}

	@Test
	void snapshotWhenProcessWritesAndIsKilledIsNeverTorn() {
		int kills = Integer.getInteger("daemon.stress.kills", 5);
		long writesPerKill = OPERATIONS / kills;
		try (StatusRegion region = StatusRegion.create(this.directory.resolve("region"), layout())) {
			DaemonSlot daemon = region.slot(SLOT);
			Reads reads = new Reads();
			long writes = 0;
			for (int kill = 0; kill < kills; kill++) {
				SlotSnapshot base = daemon.snapshot();
				assertThat(base.defect()).isNull();
				try (ChildJvm child = ChildJvm.start(StressedSlot.class, region.file(), SLOT, base.failures())) {
					while (daemon.progress() < writesPerKill && child.isAlive()) {
						reads.check(daemon.snapshot(), base);
					}
					assertThat(child.isAlive()).isTrue();
					child.kill();
				}
				reads.afterKill(daemon.snapshot(), base);
				writes += daemon.progress();
				daemon.reset();
			}
			System.out.println("Seqlock between processes: " + writes + " writes, " + kills + " kills, " + reads);
			assertThat(reads.good).isPositive();
			assertThat(region.slot(SLOT - 1).snapshot()).isEqualTo(region.slot(SLOT + 1).snapshot());
		}
	}

	private static RegionLayout layout() {
		return new RegionLayout(3, 1024, 1);
	}

	/**
	 * What the reader has seen.
	 */
	private static final class Reads {

		private long good;

		private long busy;

		private long suspended;

		private int tornByKill;

		void check(SlotSnapshot snapshot, SlotSnapshot base) {
			String defect = snapshot.defect();
			if (defect == null) {
				assertThat(StressedSlot.torn(snapshot, base)).isNull();
				this.good++;
			}
			else if (defect.contains("faster")) {
				this.busy++;
			}
			else {
				assertThat(defect).contains("middle");
				this.suspended++;
			}
		}

		void afterKill(SlotSnapshot snapshot, SlotSnapshot base) {
			if (snapshot.defect() != null) {
				assertThat(snapshot.defect()).contains("middle");
				this.tornByKill++;
			}
			else {
				check(snapshot, base);
			}
		}

		@Override
		public String toString() {
			return this.good + " good reads, " + this.busy + " of a busy writer, " + this.suspended
					+ " of a suspended writer, " + this.tornByKill + " killed in the middle";
		}

	}

}
