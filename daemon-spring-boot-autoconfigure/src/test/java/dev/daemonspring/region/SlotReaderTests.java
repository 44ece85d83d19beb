package dev.daemonspring.region;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SlotReader}, on memory of the test's own.
 */
class SlotReaderTests {

	private final SharedMemory memory = new SharedMemory(ByteBuffer.allocateDirect(RegionDescriptor.CELLS_OFFSET));

	private final SlotReader reader = new SlotReader(this.memory);

	@BeforeEach
	void write() {
		long writing = Seqlock.begin(this.memory);
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, WorkerState.PAUSED.code());
		this.memory.setInt(RegionDescriptor.INCARNATION_OFFSET, 2);
		this.memory.setLong(RegionDescriptor.SINCE_OFFSET, 3);
		this.memory.setLong(RegionDescriptor.PID_OFFSET, 4);
		this.memory.setLong(RegionDescriptor.ITERATIONS_OFFSET, 5);
		this.memory.setLong(RegionDescriptor.LAST_NANOS_OFFSET, 6);
		this.memory.setLong(RegionDescriptor.LONGEST_NANOS_OFFSET, 7);
		this.memory.setLong(RegionDescriptor.TOTAL_NANOS_OFFSET, 8);
		this.memory.setLong(RegionDescriptor.FAILURES_OFFSET, 9);
		Seqlock.end(this.memory, writing);
	}

	@Test
	void readGivesEveryField() {
		error("broken ü", 9);
		assertThat(this.reader.read())
			.isEqualTo(new SlotSnapshot(2, WorkerState.PAUSED, 3, 4, 2, 5, 6, 7, 8, 9, "broken ü", null));
	}

	@Test
	void readWhenNothingWasEverWrittenIsASoundSlot() {
		SharedMemory fresh = new SharedMemory(ByteBuffer.allocateDirect(RegionDescriptor.CELLS_OFFSET));
		assertThat(new SlotReader(fresh).read())
			.isEqualTo(new SlotSnapshot(0, WorkerState.SPINUP, 0, 0, 0, 0, 0, 0, 0, 0, null, null));
	}

	@Test
	void readWhenTheSameIsWrittenAgainGivesTheSameObject() {
		SlotSnapshot before = this.reader.read();
		Seqlock.end(this.memory, Seqlock.begin(this.memory));
		assertThat(this.reader.read()).isSameAs(before);
	}

	@Test
	void readWhenTheErrorIsAnotherOfTheSameLengthGivesTheOther() {
		error("first", 5);
		assertThat(this.reader.read().lastError()).isEqualTo("first");
		error("other", 5);
		assertThat(this.reader.read().lastError()).isEqualTo("other");
		error("", 0);
		assertThat(this.reader.read().lastError()).isNull();
	}

	@Test
	void readWhenTheWriterHasStoppedInTheMiddleGivesWhatIsThereAsADefect() {
		SlotSnapshot before = this.reader.read();
		long writing = Seqlock.begin(this.memory);
		SlotSnapshot torn = this.reader.read();
		assertThat(torn.defect()).isEqualTo(SlotDefects.torn(true));
		assertThat(torn.iterations()).isEqualTo(5);
		this.memory.setLong(RegionDescriptor.ITERATIONS_OFFSET, 50);
		assertThat(this.reader.read().iterations()).isEqualTo(50);
		this.memory.setLong(RegionDescriptor.ITERATIONS_OFFSET, 5);
		Seqlock.end(this.memory, writing);
		assertThat(this.reader.read()).as("trusted again").isEqualTo(before);
	}

	@Test
	void readWhenTheWriterHasStoppedDoesNotJudgeWhatIsHalfWritten() {
		Seqlock.begin(this.memory);
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, 77);
		this.memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, Integer.MAX_VALUE);
		SlotSnapshot torn = this.reader.read();
		assertThat(torn.defect()).isEqualTo(SlotDefects.torn(true));
		assertThat(torn.stateCode()).isEqualTo(77);
		assertThat(torn.state()).isNull();
		assertThat(torn.lastError()).isNull();
	}

	@Test
	void readWhenTheLengthOfTheErrorIsImpossibleReadsNoError() {
		for (int length : new int[] { -1, RegionDescriptor.ERROR_CAPACITY + 1, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			error("rubbish", length);
			SlotSnapshot snapshot = this.reader.read();
			assertThat(snapshot.lastError()).isNull();
			assertThat(snapshot.defect()).contains("'" + length + "' bytes");
			assertThat(snapshot.pid()).isEqualTo(4);
		}
	}

	@Test
	void readWhenTheErrorIsAsLongAsItCanBeGivesAllOfIt() {
		String longest = "x".repeat(RegionDescriptor.ERROR_CAPACITY);
		error(longest, longest.length());
		assertThat(this.reader.read().lastError()).isEqualTo(longest);
	}

	@Test
	void readWhenTheStateIsUnknownGivesItsCode() {
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, 77);
		SlotSnapshot snapshot = this.reader.read();
		assertThat(snapshot.state()).isNull();
		assertThat(snapshot.stateCode()).isEqualTo(77);
		assertThat(snapshot.defect()).contains("'77'");
		assertThat(this.reader.read()).as("read again").isEqualTo(snapshot);
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, WorkerState.PAUSED.code());
		assertThat(this.reader.read().defect()).isNull();
	}

	private void error(String error, int length) {
		byte[] bytes = error.getBytes(StandardCharsets.UTF_8);
		this.memory.setBytes(RegionDescriptor.ERROR_OFFSET, bytes, bytes.length);
		this.memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, length);
	}

}
