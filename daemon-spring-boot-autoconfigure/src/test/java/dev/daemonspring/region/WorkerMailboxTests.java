package dev.daemonspring.region;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerMailbox}, with the daemon's steps done by hand.
 */
class WorkerMailboxTests {

	private static final RegionLayout LAYOUT = new RegionLayout(1, 1024, 3);

	private final SharedMemory memory = new SharedMemory(ByteBuffer.allocateDirect(RegionDescriptor.slotSize(LAYOUT)));

	private final WorkerMailbox mailbox = new WorkerMailbox(this.memory, LAYOUT);

	@Test
	void emptyMailboxHasNothing() {
		assertThat(this.mailbox.hasPending()).isFalse();
		assertThat(this.mailbox.next()).isNull();
	}

	@Test
	void nextGoesByTheOrderOfThePostsAndNotOfTheCells() {
		fill(2, 1);
		fill(0, 2);
		fill(1, 3);
		posted(3);
		assertNext(1);
		assertNext(2);
		assertNext(3);
		assertThat(this.mailbox.next()).isNull();
		assertThat(this.mailbox.hasPending()).isFalse();
	}

	@Test
	void commandIsThereWhenItIsPostedAndNotBefore() {
		fill(0, 1);
		assertThat(this.mailbox.hasPending()).isFalse();
		assertThat(this.mailbox.next()).isNull();
		posted(1);
		assertThat(this.mailbox.hasPending()).isTrue();
		assertNext(1);
	}

	@Test
	void commandThatIsBeingPostedDoesNotOvertake() {
		// Of two cells that were filled only the first post is complete
		fill(0, 2);
		fill(1, 1);
		posted(1);
		assertNext(1);
		assertThat(this.mailbox.next()).isNull();
		posted(2);
		assertNext(2);
	}

	@Test
	void hasPendingTakesNothing() {
		fill(0, 1);
		posted(1);
		assertThat(this.mailbox.hasPending()).isTrue();
		assertThat(this.mailbox.hasPending()).isTrue();
		assertNext(1);
		assertThat(this.mailbox.hasPending()).isFalse();
	}

	@Test
	void mailboxThatWasFoundEmptySeesTheNextPostInAnyCell() {
		for (int sequence = 1; sequence <= 9; sequence++) {
			fill(sequence % 3, sequence);
			posted(sequence);
			assertThat(this.mailbox.hasPending()).isTrue();
			assertNext(sequence);
			assertThat(this.mailbox.next()).isNull();
		}
	}

	@Test
	void commandThatWasWithdrawnIsPassedOver() {
		fill(0, 1);
		fill(1, 2);
		posted(2);
		cell(0).withdraw(1);
		assertNext(2);
		fill(0, 3);
		posted(3);
		cell(0).withdraw(3);
		assertThat(this.mailbox.hasPending()).isFalse();
		assertThat(this.mailbox.next()).isNull();
	}

	@Test
	void commandThatAnotherHasTakenIsPassedOver() {
		fill(0, 1);
		posted(1);
		WorkerMailbox other = new WorkerMailbox(this.memory, LAYOUT);
		assertThat(other.next()).isNotNull();
		assertThat(this.mailbox.next()).isNull();
		assertThat(this.mailbox.hasPending()).isFalse();
	}

	@Test
	void commandWhoseLengthCanNotBeIsAnsweredAsDamagedAndTheNextIsGiven() {
		fill(0, 1);
		fill(1, 2);
		posted(2);
		this.memory.setInt(RegionDescriptor.cell(0) + RegionDescriptor.CELL_LENGTH_OFFSET, LAYOUT.mailboxSize() + 1);
		assertNext(2);
		assertThat(cell(0).isAnswered(1)).isTrue();
		assertThat(cell(0).answer().status()).isEqualTo(Answer.DAMAGED);
	}

	@Test
	void commandKnowsTheLargestAnswer() {
		fill(0, 1);
		posted(1);
		PendingCommand command = this.mailbox.next();
		assertThat(command).isNotNull();
		assertThat(command.answer(5, new byte[LAYOUT.mailboxSize()])).isTrue();
		assertThat(cell(0).answer().body()).hasSize(LAYOUT.mailboxSize());
	}

	private void assertNext(int sequence) {
		PendingCommand command = this.mailbox.next();
		assertThat(command).isNotNull();
		assertThat(command.sequence()).isEqualTo(sequence);
		assertThat(command.body()).containsExactly(sequence);
	}

	private void fill(int cell, int sequence) {
		cell(cell).publish(sequence, new byte[] { (byte) sequence });
	}

	private void posted(long sequence) {
		this.memory.setLongRelease(RegionDescriptor.POSTED_OFFSET, sequence);
	}

	private CellMemory cell(int cell) {
		return new CellMemory(this.memory, LAYOUT, cell);
	}

}
