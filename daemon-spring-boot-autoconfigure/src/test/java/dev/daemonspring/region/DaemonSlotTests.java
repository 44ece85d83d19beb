package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DaemonSlot}: what the daemon makes of a process of any kind.
 */
class DaemonSlotTests {

	private static final RegionLayout LAYOUT = new RegionLayout(3, 4096, 2);

	private StatusRegion region;

	private DaemonSlot daemon;

	private WorkerSlot worker;

	/**
	 * The same pages, to play a process that writes rubbish.
	 */
	private SharedMemory memory;

	@BeforeEach
	void open(@TempDir Path directory) throws IOException {
		this.region = StatusRegion.create(directory.resolve("region"), LAYOUT);
		this.daemon = this.region.slot(1);
		this.worker = WorkerSlot.open(this.region.file(), 1);
		try (FileChannel channel = FileChannel.open(this.region.file(), StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.memory = new SharedMemory(channel.map(FileChannel.MapMode.READ_WRITE,
					RegionDescriptor.slotPosition(LAYOUT, 1), RegionDescriptor.slotSize(LAYOUT)));
		}
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void slotWhenIndexDoesNotExistNamesIt() {
		assertThat(this.daemon.index()).isEqualTo(1);
		assertThat(this.region.slot(1)).isSameAs(this.daemon);
		assertThatIllegalArgumentException().isThrownBy(() -> this.region.slot(3)).withMessageContaining("'3'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.region.slot(-1)).withMessageContaining("'-1'");
	}

	@Test
	void snapshotWhenNothingWasToldIsEmpty() {
		assertThat(this.daemon.snapshot())
			.isEqualTo(new SlotSnapshot(0, WorkerState.SPINUP, 0, 0, 0, 0, 0, 0, 0, 0, null, null));
	}

	@Test
	void stateWhenOverrideIsOnLaterIncarnationIsOverride() {
		this.worker.begin(1, 9);
		this.worker.state(WorkerState.LOOPING);
		long before = System.currentTimeMillis();
		this.daemon.override(WorkerState.STALLED, 10);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.STALLED);
		assertThat(this.daemon.overrideSince()).isBetween(before, System.currentTimeMillis());
		this.worker.begin(2, 10);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.STALLED);
		assertThat(this.daemon.snapshot().state()).isEqualTo(WorkerState.SPINUP);
		this.worker.begin(3, 11);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.SPINUP);
	}

	@Test
	void stateWhenOverrideIsOnIncarnationEndsWithNextOne() {
		for (WorkerState override : WorkerState.values()) {
			this.daemon.reset();
			this.worker.begin(1, 3);
			this.worker.state(WorkerState.LOOPING);
			this.daemon.override(override, 3);
			assertThat(this.daemon.state()).isEqualTo(override);
			this.daemon.reset();
			assertThat(this.daemon.state()).isEqualTo(override);
			this.worker.begin(2, 4);
			this.worker.state(WorkerState.LOOPING);
			assertThat(this.daemon.state()).isEqualTo(WorkerState.LOOPING);
		}
	}

	@Test
	void snapshotWhenStateIsUnknownTellsCode() {
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, 77);
		SlotSnapshot snapshot = this.daemon.snapshot();
		assertThat(snapshot.state()).isNull();
		assertThat(snapshot.stateCode()).isEqualTo(77);
		assertThat(snapshot.defect()).isEqualTo("Unknown state code '77'");
		assertThat(this.daemon.state()).isEqualTo(WorkerState.STALLED);
		assertThat(this.worker.state()).isEqualTo(WorkerState.STALLED);
	}

	@Test
	void snapshotWhenCountIsNegativeTellsWhich() {
		this.memory.setLong(RegionDescriptor.ITERATIONS_OFFSET, -3);
		assertThat(this.daemon.snapshot().defect()).contains("negative", "iterations=-3");
	}

	@Test
	void snapshotWhenLengthOfErrorIsImpossibleTellsIt() {
		for (int length : new int[] { -1, 2049, Integer.MAX_VALUE }) {
			this.memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, length);
			SlotSnapshot snapshot = this.daemon.snapshot();
			assertThat(snapshot.lastError()).isNull();
			assertThat(snapshot.defect()).contains("'" + length + "' bytes");
		}
	}

	@Test
	void snapshotWhenNothingIsNewIsTheSameAndWhenAFieldIsNewIsAnother() {
		this.worker.begin(5, 1);
		SlotSnapshot before = this.daemon.snapshot();
		assertThat(this.daemon.snapshot()).isSameAs(before);
		assertThat(this.daemon.verifiedSnapshot()).isSameAs(before);
		for (int offset = RegionDescriptor.STATE_OFFSET; offset < RegionDescriptor.ERROR_LENGTH_OFFSET; offset += 4) {
			// Also without the seqlock, as a process that writes rubbish would
			this.memory.setInt(offset, this.memory.getInt(offset) + 1);
			assertThat(this.daemon.snapshot()).isNotEqualTo(before);
			this.memory.setInt(offset, this.memory.getInt(offset) - 1);
			assertThat(this.daemon.snapshot()).isEqualTo(before);
		}
		this.worker.failed("broken");
		assertThat(this.daemon.snapshot().lastError()).isEqualTo("broken");
		this.worker.begin(5, 1);
		assertThat(this.daemon.snapshot()).isNotEqualTo(before);
	}

	@Test
	void snapshotWhenStateIsRubbishFromTheStartTellsIt() {
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, -1);
		assertThat(this.daemon.snapshot().defect()).isEqualTo("Unknown state code '-1'");
	}

	@Test
	void snapshotWhenWriterDiedHalfWayTellsIt() {
		this.worker.begin(5, 1);
		Seqlock.begin(this.memory);
		this.memory.setLong(RegionDescriptor.PID_OFFSET, 6);
		SlotSnapshot snapshot = this.daemon.snapshot();
		assertThat(snapshot.defect()).contains("stopped in the middle");
		assertThat(snapshot.pid()).isEqualTo(6);
	}

	@Test
	void beginWhenWriterDiedHalfWayRepairs() {
		this.worker.iterationEnded(10);
		Seqlock.begin(this.memory);
		WorkerSlot next = WorkerSlot.open(this.region.file(), 1);
		next.begin(7, 2);
		SlotSnapshot snapshot = this.daemon.snapshot();
		assertThat(snapshot.defect()).isNull();
		assertThat(snapshot.pid()).isEqualTo(7);
		assertThat(snapshot.iterations()).isEqualTo(1);
		next.iterationEnded(1);
		assertThat(this.daemon.snapshot().iterations()).isEqualTo(2);
	}

	@Test
	void beginWhenSlotIsRubbishRepairs() {
		rubbish(new Random(1));
		this.worker.begin(7, 2);
		assertThat(this.daemon.snapshot().defect()).isNull();
	}

	@Test
	void resetWhenSlotIsSaneKeepsCountsOnly() {
		this.worker.begin(5, 1);
		this.worker.iterationStarted();
		this.worker.iterationEnded(10);
		this.worker.failed("broken");
		this.worker.phase(ProcessPhase.ASSIGNED);
		this.worker.pausedItself(this.worker.wantedSequence());
		this.daemon.wanted(WantedState.PAUSED);
		PostedCommand posted = this.daemon.post(new byte[3]);
		this.daemon.reset();
		assertThat(this.daemon.snapshot())
			.isEqualTo(new SlotSnapshot(0, WorkerState.SPINUP, 0, 0, 0, 1, 0, 10, 10, 1, null, null));
		assertThat(this.daemon.progress()).isZero();
		assertThat(this.daemon.activity()).isEqualTo(Activity.IDLE);
		assertThat(this.daemon.phase()).isEqualTo(ProcessPhase.NEW);
		assertThat(this.daemon.pausedItself()).isFalse();
		assertThat(this.daemon.wanted()).isEqualTo(WantedState.PAUSED);
		assertThat(posted.taken()).isFalse();
		assertThat(this.worker.next()).isNotNull();
	}

	@Test
	void resetWhenCountsAreRubbishCountsAnew() {
		this.memory.setLong(RegionDescriptor.TOTAL_NANOS_OFFSET, Long.MIN_VALUE);
		this.memory.setLong(RegionDescriptor.FAILURES_OFFSET, 4);
		Seqlock.begin(this.memory);
		this.daemon.reset();
		SlotSnapshot snapshot = this.daemon.snapshot();
		assertThat(snapshot.defect()).isNull();
		assertThat(snapshot.totalNanos()).isZero();
		assertThat(snapshot.failures()).isEqualTo(4);
	}

	@Test
	void readsWhenSlotIsRubbishNeverThrowAndOtherSlotsAreUntouched() {
		Random random = new Random(4711);
		PostedCommand posted = this.daemon.post(new byte[3]);
		for (int round = 0; round < 2000; round++) {
			rubbish(random);
			assertThat(this.daemon.state()).isNotNull();
			assertThat(this.daemon.activity()).isNotNull();
			assertThat(this.daemon.phase()).isNotNull();
			assertThat(this.daemon.wanted()).isEqualTo(WantedState.LOOPING);
			this.daemon.progress();
			this.daemon.pausedItself();
			assertThat(this.daemon.snapshot().defect()).isNotNull();
			posted.poll();
			posted.taken();
		}
		assertThat(this.region.slot(0).snapshot().defect()).isNull();
		assertThat(this.region.slot(2).snapshot().defect()).isNull();
	}

	@Test
	void activityAndPhaseWhenUnknownAreThoseWithDeadline() {
		this.memory.setLong(RegionDescriptor.STEP_OFFSET, 99);
		this.memory.setInt(RegionDescriptor.PHASE_OFFSET, -1);
		assertThat(this.daemon.activity()).isEqualTo(Activity.ITERATION);
		assertThat(this.daemon.phase()).isEqualTo(ProcessPhase.NEW);
	}

	@Test
	void nameWhenSetIsInFile() {
		this.daemon.name("handyman");
		int length = this.memory.getInt(RegionDescriptor.NAME_LENGTH_OFFSET);
		assertThat(new String(this.memory.getBytes(RegionDescriptor.NAME_OFFSET, length))).isEqualTo("handyman");
		this.daemon.name("x".repeat(67));
		assertThatIllegalArgumentException().isThrownBy(() -> this.daemon.name("x".repeat(68)))
			.withMessageContaining("'68' bytes")
			.withMessageContaining("67");
	}

	@Test
	void beatWhenDaemonLivesMovesCounterInHeader() throws IOException {
		this.region.heartbeat();
		this.region.heartbeat();
		ByteBuffer header = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
		try (FileChannel channel = FileChannel.open(this.region.file())) {
			channel.read(header, 0);
		}
		assertThat(header.getLong(RegionDescriptor.HEARTBEAT_OFFSET)).isEqualTo(2);
		assertThat(header.getLong(RegionDescriptor.DAEMON_PID_OFFSET)).isEqualTo(ProcessHandle.current().pid());
	}

	@Test
	void readsWhenRegionIsClosedGiveWhatWasThere() {
		this.worker.begin(5, 1);
		this.region.close();
		this.worker.state(WorkerState.SPINDOWN);
		this.daemon.override(WorkerState.STOPPED, 0);
		this.region.heartbeat();
		assertThat(this.daemon.state()).isEqualTo(WorkerState.SPINDOWN);
		assertThat(this.daemon.snapshot().pid()).isEqualTo(5);
		assertThat(this.daemon.snapshot().defect()).isNull();
	}

	@Test
	void snapshotWhenThreadIsInterruptedLeavesRegionOpen() {
		Thread.currentThread().interrupt();
		this.daemon.snapshot();
		this.region.heartbeat();
		PostedCommand posted = this.daemon.post(new byte[10]);
		assertThat(Thread.interrupted()).isTrue();
		posted.release();
		this.daemon.post(new byte[20]);
		assertThat(this.daemon.snapshot().defect()).isNull();
	}

	private void rubbish(Random random) {
		// All that a worker's process writes, and the negative number that makes it a
		// defect
		for (int offset = RegionDescriptor.STEP_OFFSET; offset < RegionDescriptor.CELLS_OFFSET; offset += 8) {
			this.memory.setLong(offset, random.nextLong());
		}
		this.memory.setLong(RegionDescriptor.ITERATIONS_OFFSET, -1 - random.nextInt(100));
		this.memory.setLong(RegionDescriptor.cell(0) + RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET, random.nextInt(3));
		this.memory.setLong(RegionDescriptor.cell(0) + RegionDescriptor.CELL_STATUS_OFFSET, random.nextLong());
		this.memory.setLong(RegionDescriptor.cell(0) + RegionDescriptor.CELL_CLAIM_OFFSET, random.nextLong());
	}

}
