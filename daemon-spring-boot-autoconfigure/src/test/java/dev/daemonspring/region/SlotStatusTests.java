package dev.daemonspring.region;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SlotStatus}: what a process leaves to the next one.
 */
class SlotStatusTests {

	private static final byte[] ERROR = "broken".getBytes(StandardCharsets.UTF_8);

	private final SharedMemory memory = new SharedMemory(ByteBuffer.allocateDirect(RegionDescriptor.CELLS_OFFSET));

	private final SlotReader reader = new SlotReader(this.memory);

	@BeforeEach
	void write() {
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, WorkerState.LOOPING.code());
		this.memory.setInt(RegionDescriptor.INCARNATION_OFFSET, 2);
		this.memory.setLong(RegionDescriptor.SINCE_OFFSET, 3);
		this.memory.setLong(RegionDescriptor.PID_OFFSET, 4);
		this.memory.setLong(RegionDescriptor.ITERATIONS_OFFSET, 5);
		this.memory.setLong(RegionDescriptor.LAST_NANOS_OFFSET, 6);
		this.memory.setLong(RegionDescriptor.LONGEST_NANOS_OFFSET, 7);
		this.memory.setLong(RegionDescriptor.TOTAL_NANOS_OFFSET, 8);
		this.memory.setLong(RegionDescriptor.FAILURES_OFFSET, 9);
		this.memory.setBytes(RegionDescriptor.ERROR_OFFSET, ERROR, ERROR.length);
		this.memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, ERROR.length);
	}

	@Test
	void resetKeepsTheCountsOfAllProcessesAndForgetsTheLastOne() {
		SlotStatus.reset(this.memory);
		assertThat(this.reader.read())
			.isEqualTo(new SlotSnapshot(0, WorkerState.SPINUP, 0, 0, 0, 5, 0, 7, 8, 9, null, null));
	}

	@Test
	void resetForgetsWhatTheLastProcessWroteOutsideTheSeqlock() {
		this.memory.setLong(RegionDescriptor.STEP_OFFSET, (7L << 8) | Activity.COMMAND.code());
		this.memory.setLong(RegionDescriptor.PROGRESS_OFFSET, 8);
		this.memory.setInt(RegionDescriptor.PHASE_OFFSET, ProcessPhase.ASSIGNED.code());
		this.memory.setLong(RegionDescriptor.PAUSED_AT_OFFSET, 9);
		this.memory.setLong(RegionDescriptor.DEPARTURE_OFFSET, (2L << 8) | 1);
		SlotStatus.reset(this.memory);
		assertThat(this.memory.getLong(RegionDescriptor.STEP_OFFSET)).isEqualTo(Activity.IDLE.code());
		assertThat(this.memory.getLong(RegionDescriptor.PROGRESS_OFFSET)).isZero();
		assertThat(this.memory.getInt(RegionDescriptor.PHASE_OFFSET)).isEqualTo(ProcessPhase.NEW.code());
		assertThat(this.memory.getLong(RegionDescriptor.PAUSED_AT_OFFSET)).isZero();
		assertThat(this.memory.getLong(RegionDescriptor.DEPARTURE_OFFSET)).isZero();
	}

	@Test
	void resetLeavesWhatTheDaemonHasWritten() {
		for (int offset = 0; offset < RegionDescriptor.STEP_OFFSET; offset += Long.BYTES) {
			this.memory.setLong(offset, 1000 + offset);
		}
		SlotStatus.reset(this.memory);
		SlotStatus.begin(this.memory, 10, 11, 12);
		for (int offset = 0; offset < RegionDescriptor.STEP_OFFSET; offset += Long.BYTES) {
			assertThat(this.memory.getLong(offset)).as("at " + offset).isEqualTo(1000 + offset);
		}
	}

	@Test
	void beginTellsOfTheProcessAndKeepsTheLastError() {
		SlotStatus.begin(this.memory, 10, 11, 12);
		assertThat(this.reader.read())
			.isEqualTo(new SlotSnapshot(0, WorkerState.SPINUP, 12, 10, 11, 5, 0, 7, 8, 9, "broken", null));
	}

	@Test
	void beginLeavesThePhaseThatTheProcessHasReached() {
		this.memory.setInt(RegionDescriptor.PHASE_OFFSET, ProcessPhase.ASSIGNED.code());
		SlotStatus.begin(this.memory, 10, 11, 12);
		assertThat(this.memory.getInt(RegionDescriptor.PHASE_OFFSET)).isEqualTo(ProcessPhase.ASSIGNED.code());
	}

	@Test
	void countsThatCanNotBeAreCountedAnew() {
		int[] counters = { RegionDescriptor.ITERATIONS_OFFSET, RegionDescriptor.LONGEST_NANOS_OFFSET,
				RegionDescriptor.TOTAL_NANOS_OFFSET, RegionDescriptor.FAILURES_OFFSET };
		for (int counter : counters) {
			write();
			this.memory.setLong(counter, -1);
			SlotStatus.reset(this.memory);
			assertThat(this.memory.getLong(counter)).isZero();
			assertThat(this.reader.read().defect()).isNull();
			this.memory.setLong(counter, Long.MIN_VALUE);
			SlotStatus.begin(this.memory, 10, 11, 12);
			assertThat(this.memory.getLong(counter)).isZero();
			assertThat(this.reader.read().defect()).isNull();
		}
	}

	@Test
	void beginForgetsAnErrorWhoseLengthCanNotBe() {
		for (int length : new int[] { -1, RegionDescriptor.ERROR_CAPACITY + 1 }) {
			this.memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, length);
			SlotStatus.begin(this.memory, 10, 11, 12);
			assertThat(this.reader.read().lastError()).isNull();
			assertThat(this.reader.read().defect()).isNull();
		}
	}

	@Test
	void whatAWriterHasLeftHalfWayIsWholeAgain() {
		Seqlock.begin(this.memory);
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, 77);
		SlotStatus.reset(this.memory);
		assertThat(this.reader.read().defect()).isNull();
		Seqlock.begin(this.memory);
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, 77);
		SlotStatus.begin(this.memory, 10, 11, 12);
		assertThat(this.reader.read().defect()).isNull();
	}

	@Test
	void sequenceMovesWithEachWriteSoThatNoReaderMixesTwo() {
		long before = this.memory.getLong(RegionDescriptor.SEQLOCK_OFFSET);
		SlotStatus.reset(this.memory);
		long reset = this.memory.getLong(RegionDescriptor.SEQLOCK_OFFSET);
		SlotStatus.begin(this.memory, 10, 11, 12);
		assertThat(reset).isGreaterThan(before).isEven();
		assertThat(this.memory.getLong(RegionDescriptor.SEQLOCK_OFFSET)).isGreaterThan(reset).isEven();
	}

}
