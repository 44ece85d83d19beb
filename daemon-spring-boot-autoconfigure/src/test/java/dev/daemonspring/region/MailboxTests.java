package dev.daemonspring.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for the mailbox, on both ends.
 */
class MailboxTests {

	private static final RegionLayout LAYOUT = new RegionLayout(2, 1024, 3);

	private StatusRegion region;

	private DaemonSlot daemon;

	private WorkerSlot worker;

	private SharedMemory memory;

	@BeforeEach
	void open(@TempDir Path directory) throws IOException {
		this.region = StatusRegion.create(directory.resolve("region"), LAYOUT);
		this.daemon = this.region.slot(0);
		this.worker = WorkerSlot.open(this.region.file(), 0);
		try (FileChannel channel = FileChannel.open(this.region.file(), StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.memory = new SharedMemory(channel.map(FileChannel.MapMode.READ_WRITE,
					RegionDescriptor.slotPosition(LAYOUT, 0), RegionDescriptor.slotSize(LAYOUT)));
		}
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void postWhenLargestFitsCarriesItBothWays() {
		byte[] body = new byte[1024];
		body[1023] = 42;
		PostedCommand posted = this.daemon.post(body);
		PendingCommand command = next();
		assertThat(command.body()).isEqualTo(body);
		assertThat(command.sequence()).isEqualTo(posted.sequence());
		command.answer(1, body);
		assertThat(answer(posted).body()).isEqualTo(body);
	}

	@Test
	void postWhenEmptyCarriesNothing() {
		PostedCommand posted = this.daemon.post(new byte[0]);
		PendingCommand command = next();
		assertThat(command.body()).isEmpty();
		command.answer(0, new byte[0]);
		assertThat(answer(posted)).extracting(Answer::status).isEqualTo(0);
	}

	@Test
	void answerWhenCommandWasGivenUpReachesNobody() {
		PostedCommand first = this.daemon.post(new byte[] { 1 });
		PendingCommand late = next();
		assertThat(first.giveUp()).isTrue();
		first.release();
		PostedCommand second = this.daemon.post(new byte[] { 2 });
		PendingCommand command = next();
		assertThat(command.body()).containsExactly(2);
		assertThat(late.answer(0, new byte[] { 11 })).isFalse();
		assertThat(second.poll()).isNull();
		assertThat(command.answer(0, new byte[] { 22 })).isTrue();
		assertThat(late.answer(0, new byte[] { 11 })).isFalse();
		assertThat(answer(second).body()).containsExactly(22);
	}

	@Test
	void giveUpWhenAnsweredLeavesTheAnswer() {
		PostedCommand posted = this.daemon.post(new byte[] { 1 });
		PendingCommand command = next();
		command.answer(0, new byte[] { 11 });
		assertThat(posted.giveUp()).isFalse();
		assertThat(command.answer(0, new byte[] { 22 })).as("a second answer").isFalse();
		assertThat(answer(posted).body()).containsExactly(11);
	}

	@Test
	void giveBackWhenTakenIsPendingForWhoComesNext() {
		PostedCommand posted = this.daemon.post(new byte[] { 1 });
		this.daemon.post(new byte[] { 2 });
		next().giveBack();
		assertThat(posted.taken()).isFalse();
		this.worker = WorkerSlot.open(this.region.file(), 0);
		assertThat(next().body()).containsExactly(1);
		assertThat(next().body()).containsExactly(2);
	}

	@Test
	void giveBackWhenGivenUpIsOver() {
		PostedCommand posted = this.daemon.post(new byte[] { 1 });
		PendingCommand command = next();
		assertThat(posted.giveUp()).isTrue();
		command.giveBack();
		this.worker = WorkerSlot.open(this.region.file(), 0);
		assertThat(this.worker.next()).isNull();
	}

	@Test
	void postWhenTooLargeNamesSizeAndLimit() {
		assertThatExceptionOfType(CommandTooLargeException.class).isThrownBy(() -> this.daemon.post(new byte[1025]))
			.withMessageContaining("'1025' bytes")
			.withMessageContaining("1024")
			.satisfies((ex) -> assertThat(ex.size()).isEqualTo(1025))
			.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(1024));
		assertThat(this.worker.hasPending()).isFalse();
	}

	@Test
	void postWhenFullNamesCapacityAndLosesNothing() {
		List<PostedCommand> posted = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			posted.add(this.daemon.post(new byte[] { (byte) i }));
		}
		assertThatExceptionOfType(MailboxFullException.class).isThrownBy(() -> this.daemon.post(new byte[1]))
			.withMessageContaining("'3'")
			.satisfies((ex) -> assertThat(ex.capacity()).isEqualTo(3));
		for (int i = 0; i < 3; i++) {
			assertThat(next().body()).containsExactly(i);
		}
		posted.get(1).release();
		assertThat(this.daemon.post(new byte[1]).sequence()).isEqualTo(4);
	}

	@Test
	void postWhenRegionIsClosedIsRefused() {
		this.region.close();
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> this.daemon.post(new byte[1]))
			.withMessageContaining("was closed");
	}

	@Test
	void postWhenCellIsNewReallyWritesItsPages() throws IOException {
		long before = blocks();
		PostedCommand posted = this.daemon.post(new byte[1]);
		long first = blocks();
		posted.release();
		this.daemon.post(new byte[1]);
		assertThat(first).isGreaterThan(before);
		assertThat(blocks()).isEqualTo(first);
	}

	@Test
	void postWhenFileSystemIsFullIsRefusedAndLaterTakenAgain() throws IOException {
		String small = System.getProperty("daemon.test.small-directory");
		assumeThat(small).as("a small file system").isNotNull();
		Path filler = Path.of(small, "m", "filler");
		try (StatusRegion region = StatusRegion.create(Path.of(small, "m", "region"), new RegionLayout(1, 65536, 2))) {
			try {
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> Files.write(filler, new byte[64 * 1024 * 1024]));
				assertThatExceptionOfType(RegionException.class).isThrownBy(() -> region.slot(0).post(new byte[1]))
					.withMessageContaining("can't grow")
					.withMessageContaining("Free space");
			}
			finally {
				Files.delete(filler);
			}
			assertThat(region.slot(0).post(new byte[1]).sequence()).isEqualTo(1);
		}
	}

	@Test
	void nextWhenCellsAreReusedKeepsOrderOfPosts() {
		PostedCommand first = this.daemon.post(new byte[] { 1 });
		this.daemon.post(new byte[] { 2 });
		assertThat(first.withdraw()).isTrue();
		first.release();
		// Lies in the first cell, and yet comes after the second
		this.daemon.post(new byte[] { 3 });
		assertThat(next().body()).containsExactly(2);
		assertThat(next().body()).containsExactly(3);
		assertThat(this.worker.next()).isNull();
	}

	@Test
	void withdrawWhenNotTakenNeverRuns() {
		PostedCommand posted = this.daemon.post(new byte[1]);
		assertThat(posted.taken()).isFalse();
		assertThat(posted.withdraw()).isTrue();
		assertThat(posted.withdraw()).isTrue();
		assertThat(posted.taken()).isFalse();
		assertThat(this.worker.hasPending()).isFalse();
		assertThat(this.worker.next()).isNull();
	}

	@Test
	void withdrawWhenTakenIsTooLate() {
		PostedCommand posted = this.daemon.post(new byte[1]);
		PendingCommand command = next();
		assertThat(posted.withdraw()).isFalse();
		assertThat(posted.taken()).isTrue();
		assertThat(posted.poll()).isNull();
		command.answer(3, new byte[0]);
		assertThat(posted.withdraw()).isFalse();
		assertThat(posted.taken()).isTrue();
		assertThat(answer(posted).status()).isEqualTo(3);
	}

	@Test
	void withdrawWhenRacingWithNextHasOneWinner() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(2);
		int rounds = 2000;
		CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> {
			int count = 0;
			for (int i = 0; i < rounds; i++) {
				await(barrier);
				count += (this.worker.next() != null) ? 1 : 0;
				await(barrier);
			}
			return count;
		});
		int withdrawn = 0;
		for (int i = 0; i < rounds; i++) {
			PostedCommand posted = this.daemon.post(new byte[1]);
			await(barrier);
			withdrawn += posted.withdraw() ? 1 : 0;
			await(barrier);
			assertThat(posted.taken()).isNotEqualTo(posted.withdraw());
			posted.release();
		}
		assertThat(taken.get() + withdrawn).isEqualTo(rounds);
	}

	@Test
	void releaseWhenNotTakenWithdraws() {
		PostedCommand posted = this.daemon.post(new byte[1]);
		posted.release();
		posted.release();
		assertThat(this.worker.next()).isNull();
		assertThat(posted.poll()).isNull();
		assertThat(posted.withdraw()).isFalse();
		assertThat(posted.taken()).isFalse();
	}

	@Test
	void releaseWhenCalledTwiceFreesCellOnce() {
		PostedCommand first = this.daemon.post(new byte[1]);
		first.release();
		PostedCommand second = this.daemon.post(new byte[1]);
		first.release();
		assertThat(second.taken()).isFalse();
		this.daemon.post(new byte[1]);
		this.daemon.post(new byte[1]);
		assertThatExceptionOfType(MailboxFullException.class).isThrownBy(() -> this.daemon.post(new byte[1]));
	}

	@Test
	void nextWhenProcessDiedLeavesTakenAndGivesTheRest() {
		PostedCommand taken = this.daemon.post(new byte[] { 1 });
		PostedCommand waiting = this.daemon.post(new byte[] { 2 });
		next();
		WorkerSlot successor = WorkerSlot.open(this.region.file(), 0);
		PendingCommand command = successor.next();
		assertThat(command).isNotNull();
		assertThat(command.body()).containsExactly(2);
		assertThat(successor.next()).isNull();
		command.answer(0, new byte[0]);
		assertThat(taken.taken()).isTrue();
		assertThat(taken.poll()).isNull();
		assertThat(waiting.poll()).isNotNull();
		taken.release();
		assertThat(this.daemon.post(new byte[] { 3 }).poll()).isNull();
		assertThat(successor.hasPending()).isTrue();
	}

	@Test
	void answerWhenTooLargeNamesSizeAndLimitAndMayBeTriedAgain() {
		PostedCommand posted = this.daemon.post(new byte[1]);
		PendingCommand command = next();
		assertThatIllegalArgumentException().isThrownBy(() -> command.answer(0, new byte[1025]))
			.withMessageContaining("'1025' bytes")
			.withMessageContaining("1024");
		assertThat(posted.poll()).isNull();
		command.answer(2, new byte[1024]);
		assertThat(answer(posted).status()).isEqualTo(2);
	}

	@Test
	void pollWhenLengthIsRubbishGivesRubbishAndNoBody() {
		for (int length : new int[] { -1, 1025, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			PostedCommand posted = this.daemon.post(new byte[1]);
			next().answer(5, new byte[10]);
			this.memory.setInt(RegionDescriptor.cell(0) + RegionDescriptor.CELL_ANSWER_LENGTH_OFFSET, length);
			assertThat(answer(posted).status()).isEqualTo(Answer.DAMAGED);
			assertThat(answer(posted).body()).isEmpty();
			posted.release();
		}
	}

	@Test
	void nextWhenLengthOfRequestIsRubbishAnswersRubbish() {
		PostedCommand posted = this.daemon.post(new byte[1]);
		this.memory.setInt(RegionDescriptor.cell(0) + RegionDescriptor.CELL_LENGTH_OFFSET, 5000);
		assertThat(this.worker.next()).isNull();
		assertThat(answer(posted).status()).isEqualTo(Answer.DAMAGED);
	}

	@Test
	void postWhenClaimWasRubbishIsTakenAllTheSame() {
		int claim = RegionDescriptor.cell(0) + RegionDescriptor.CELL_CLAIM_OFFSET;
		PostedCommand first = this.daemon.post(new byte[] { 1 });
		this.memory.setLong(claim, Long.MAX_VALUE);
		assertThat(first.withdraw()).isFalse();
		assertThat(first.taken()).isTrue();
		first.release();
		PostedCommand second = this.daemon.post(new byte[] { 2 });
		assertThat(second.taken()).isFalse();
		assertThat(next().body()).containsExactly(2);
	}

	@Test
	void hasPendingWhenDrainedSeesNextPost() {
		assertThat(this.worker.hasPending()).isFalse();
		for (int i = 0; i < 10; i++) {
			PostedCommand posted = this.daemon.post(new byte[1]);
			assertThat(this.worker.hasPending()).isTrue();
			assertThat(this.worker.hasPending()).isTrue();
			next();
			assertThat(this.worker.hasPending()).isFalse();
			posted.release();
		}
	}

	private PendingCommand next() {
		PendingCommand command = this.worker.next();
		assertThat(command).isNotNull();
		return command;
	}

	private static Answer answer(PostedCommand posted) {
		Answer answer = posted.poll();
		assertThat(answer).isNotNull();
		return answer;
	}

	private long blocks() throws IOException {
		Process stat = new ProcessBuilder("stat", "-c", "%b", this.region.file().toString()).start();
		try (var reader = stat.inputReader()) {
			return Long.parseLong(reader.readLine());
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
