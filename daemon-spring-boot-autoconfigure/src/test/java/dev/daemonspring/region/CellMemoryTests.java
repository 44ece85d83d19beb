package dev.daemonspring.region;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CellMemory}, on memory of the test's own: of daemon and worker one
 * wins, and the other knows.
 */
class CellMemoryTests {

	private static final RegionLayout LAYOUT = new RegionLayout(1, 1024, 2);

	private final SharedMemory memory = new SharedMemory(ByteBuffer.allocateDirect(RegionDescriptor.slotSize(LAYOUT)));

	private final CellMemory cell = new CellMemory(this.memory, LAYOUT, 0);

	private final CellMemory neighbour = new CellMemory(this.memory, LAYOUT, 1);

	@Test
	void pendingWhenNothingWasPublishedIsNone() {
		assertThat(this.cell.pending()).isZero();
		assertThat(this.cell.take(1)).isFalse();
		assertThat(this.cell.isAnswered(1)).isFalse();
	}

	@Test
	void commandIsPendingUntilItIsTakenOnce() {
		this.cell.publish(1, new byte[] { 10, 20 });
		assertThat(this.cell.pending()).isEqualTo(1);
		assertThat(this.cell.isTaken(1)).isFalse();
		assertThat(this.cell.take(1)).isTrue();
		assertThat(this.cell.take(1)).isFalse();
		assertThat(this.cell.pending()).isZero();
		assertThat(this.cell.isTaken(1)).isTrue();
		assertThat(this.cell.isStillTaken(1)).isTrue();
		assertThat(this.cell.request()).containsExactly(10, 20);
	}

	@Test
	void commandThatWasWithdrawnIsNeverTaken() {
		this.cell.publish(1, new byte[1]);
		assertThat(this.cell.withdraw(1)).isTrue();
		assertThat(this.cell.withdraw(1)).isTrue();
		assertThat(this.cell.pending()).isZero();
		assertThat(this.cell.take(1)).isFalse();
		assertThat(this.cell.isTaken(1)).isFalse();
	}

	@Test
	void commandThatWasTakenIsNotWithdrawn() {
		this.cell.publish(1, new byte[1]);
		this.cell.take(1);
		assertThat(this.cell.withdraw(1)).isFalse();
		assertThat(this.cell.isStillTaken(1)).isTrue();
	}

	@Test
	void commandThatWasGivenUpIsNotAnsweredAndItsAnswerIsNotWritten() {
		this.cell.publish(1, new byte[1]);
		this.cell.take(1);
		assertThat(this.cell.giveUp(1)).isTrue();
		assertThat(this.cell.giveUp(1)).isTrue();
		assertThat(this.cell.isStillTaken(1)).isFalse();
		assertThat(this.cell.acknowledge(1, 5, new byte[] { 50 })).isFalse();
		assertThat(this.cell.isAnswered(1)).isFalse();
		assertThat(this.memory.getBytes(RegionDescriptor.answer(LAYOUT, 0), 1)).containsExactly(0);
		assertThat(this.cell.answer()).extracting(Answer::status).isEqualTo(0);
	}

	@Test
	void commandThatNobodyHasTakenIsGivenUpAsByAWithdrawal() {
		this.cell.publish(1, new byte[1]);
		assertThat(this.cell.giveUp(1)).isTrue();
		assertThat(this.cell.take(1)).isFalse();
	}

	@Test
	void commandIsAnsweredOnce() {
		this.cell.publish(1, new byte[1]);
		assertThat(this.cell.acknowledge(1, 4, new byte[] { 40 })).as("before it is taken").isFalse();
		this.cell.take(1);
		assertThat(this.cell.acknowledge(1, 5, new byte[] { 50, 51 })).isTrue();
		assertThat(this.cell.acknowledge(1, 6, new byte[] { 60 })).isFalse();
		assertThat(this.cell.isAnswered(1)).isTrue();
		assertThat(this.cell.answer().status()).isEqualTo(5);
		assertThat(this.cell.answer().body()).containsExactly(50, 51);
	}

	@Test
	void commandThatIsBeingAnsweredIsNotGivenUpNorGivenBack() {
		this.cell.publish(1, new byte[1]);
		this.cell.take(1);
		this.cell.acknowledge(1, 5, new byte[0]);
		// As if the answer were still to come
		this.memory.setLong(RegionDescriptor.cell(0) + RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET, 0);
		assertThat(this.cell.isAnswered(1)).isFalse();
		assertThat(this.cell.giveUp(1)).isFalse();
		assertThat(this.cell.giveBack(1)).isFalse();
		assertThat(this.cell.isTaken(1)).isTrue();
		assertThat(this.cell.isStillTaken(1)).isFalse();
	}

	@Test
	void commandThatIsGivenBackIsPendingAgain() {
		this.cell.publish(1, new byte[1]);
		assertThat(this.cell.giveBack(1)).as("before it is taken").isFalse();
		this.cell.take(1);
		assertThat(this.cell.giveBack(1)).isTrue();
		assertThat(this.cell.pending()).isEqualTo(1);
		assertThat(this.cell.isTaken(1)).isFalse();
		assertThat(this.cell.acknowledge(1, 5, new byte[0])).isFalse();
		assertThat(this.cell.take(1)).isTrue();
	}

	@Test
	void commandThatWasGivenUpIsNotGivenBack() {
		this.cell.publish(1, new byte[1]);
		this.cell.take(1);
		this.cell.giveUp(1);
		assertThat(this.cell.giveBack(1)).isFalse();
		assertThat(this.cell.pending()).isZero();
	}

	@Test
	void nobodyWinsAnOldCommand() {
		this.cell.publish(1, new byte[] { 10 });
		this.cell.take(1);
		this.cell.giveUp(1);
		this.cell.publish(2, new byte[] { 20 });
		assertThat(this.cell.take(1)).isFalse();
		assertThat(this.cell.withdraw(1)).isFalse();
		assertThat(this.cell.giveUp(1)).isFalse();
		assertThat(this.cell.giveBack(1)).isFalse();
		assertThat(this.cell.acknowledge(1, 5, new byte[] { 50 })).isFalse();
		assertThat(this.cell.pending()).isEqualTo(2);
		this.cell.take(2);
		assertThat(this.cell.isStillTaken(1)).isFalse();
		assertThat(this.cell.acknowledge(1, 5, new byte[] { 50 })).isFalse();
		assertThat(this.cell.isStillTaken(2)).isTrue();
		assertThat(this.cell.isTaken(1)).as("can't be proven not to have run").isTrue();
		assertThat(this.cell.acknowledge(2, 6, new byte[] { 60 })).isTrue();
		assertThat(this.cell.isAnswered(1)).isFalse();
		assertThat(this.cell.isAnswered(2)).isTrue();
	}

	@Test
	void bodiesOfFullSizeTouchNothingElse() {
		byte[] neighbours = new byte[LAYOUT.mailboxSize()];
		Arrays.fill(neighbours, (byte) 9);
		this.neighbour.publish(1, neighbours);
		this.neighbour.take(1);
		this.neighbour.acknowledge(1, 9, neighbours);
		byte[] request = new byte[LAYOUT.mailboxSize()];
		Arrays.fill(request, (byte) 1);
		byte[] answer = new byte[LAYOUT.mailboxSize()];
		Arrays.fill(answer, (byte) 2);
		this.cell.publish(2, request);
		this.cell.take(2);
		this.cell.acknowledge(2, 5, answer);
		assertThat(this.cell.request()).isEqualTo(request);
		assertThat(this.cell.answer().body()).isEqualTo(answer);
		assertThat(this.neighbour.request()).isEqualTo(neighbours);
		assertThat(this.neighbour.answer().body()).isEqualTo(neighbours);
		assertThat(this.neighbour.isAnswered(1)).isTrue();
	}

	@Test
	void requestWhoseLengthCanNotBeIsNone() {
		this.cell.publish(1, new byte[0]);
		assertThat(this.cell.request()).isEmpty();
		for (int length : new int[] { -1, LAYOUT.mailboxSize() + 1, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			this.memory.setInt(RegionDescriptor.cell(0) + RegionDescriptor.CELL_LENGTH_OFFSET, length);
			assertThat(this.cell.request()).as("length " + length).isNull();
		}
	}

	@Test
	void answerWhoseLengthCanNotBeIsDamaged() {
		this.cell.publish(1, new byte[0]);
		this.cell.take(1);
		this.cell.acknowledge(1, 5, new byte[] { 50 });
		for (int length : new int[] { -1, LAYOUT.mailboxSize() + 1, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			this.memory.setInt(RegionDescriptor.cell(0) + RegionDescriptor.CELL_ANSWER_LENGTH_OFFSET, length);
			assertThat(this.cell.answer().status()).as("length " + length).isEqualTo(Answer.DAMAGED);
			assertThat(this.cell.answer().body()).isEmpty();
		}
	}

	@Test
	void sequenceThatCanNotBeIsNotPending() {
		for (long sequence : new long[] { -1, Long.MIN_VALUE }) {
			this.cell.publish(sequence, new byte[1]);
			assertThat(this.cell.pending()).as("sequence " + sequence).isZero();
		}
	}

}
