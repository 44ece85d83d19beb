package dev.daemonspring.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DaemonMailbox}: what was refused has left nothing behind.
 */
class DaemonMailboxTests {

	private static final RegionLayout LAYOUT = new RegionLayout(1, 1024, 2);

	private RegionFile file;

	private SharedMemory memory;

	private DaemonMailbox mailbox;

	@BeforeEach
	void create(@TempDir Path directory) {
		long position = RegionDescriptor.slotPosition(LAYOUT, 0);
		this.file = RegionFile.create(directory.resolve("region"), LAYOUT);
		this.memory = this.file.map(position, RegionDescriptor.slotSize(LAYOUT));
		this.mailbox = new DaemonMailbox(this.file, LAYOUT, position, this.memory);
	}

	@AfterEach
	void close() {
		this.file.close();
	}

	@Test
	void postFillsTheFirstFreeCellAndThenTellsOfIt() {
		PostedCommand first = this.mailbox.post(new byte[] { 10 });
		assertThat(first.sequence()).isEqualTo(1);
		assertThat(posted()).isEqualTo(1);
		assertThat(cell(0).pending()).isEqualTo(1);
		assertThat(cell(0).request()).containsExactly(10);
		assertThat(cell(1).pending()).isZero();
		assertThat(this.mailbox.post(new byte[] { 20 }).sequence()).isEqualTo(2);
		assertThat(cell(1).pending()).isEqualTo(2);
		assertThat(posted()).isEqualTo(2);
	}

	@Test
	void postAfterAReleaseUsesThatCellAndAnotherNumber() {
		PostedCommand first = this.mailbox.post(new byte[1]);
		this.mailbox.post(new byte[1]);
		first.release();
		assertThat(this.mailbox.post(new byte[1]).sequence()).isEqualTo(3);
		assertThat(cell(0).pending()).isEqualTo(3);
		assertThat(cell(1).pending()).isEqualTo(2);
	}

	@Test
	void postThatIsTooLargeLeavesNothing() {
		assertThatExceptionOfType(CommandTooLargeException.class)
			.isThrownBy(() -> this.mailbox.post(new byte[LAYOUT.mailboxSize() + 1]));
		assertThat(posted()).isZero();
		assertThat(cell(0).pending()).isZero();
		assertThat(this.mailbox.post(new byte[LAYOUT.mailboxSize()]).sequence()).isEqualTo(1);
	}

	@Test
	void postIntoAFullMailboxLeavesNothing() {
		PostedCommand first = this.mailbox.post(new byte[1]);
		this.mailbox.post(new byte[1]);
		for (int attempt = 0; attempt < 3; attempt++) {
			assertThatExceptionOfType(MailboxFullException.class).isThrownBy(() -> this.mailbox.post(new byte[1]));
		}
		assertThat(posted()).isEqualTo(2);
		first.release();
		assertThat(this.mailbox.post(new byte[1]).sequence()).isEqualTo(3);
	}

	@Test
	void postWhenTheRegionIsClosedIsRefusedAndLeavesNothing() {
		this.file.close();
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> this.mailbox.post(new byte[1]))
			.withMessageContaining("was closed");
		assertThat(posted()).isZero();
	}

	@Test
	void postWhenTheFileWasTruncatedIsRefusedAndTouchesNoPage() throws IOException {
		this.mailbox.post(new byte[1]);
		try (RandomAccessFile truncating = new RandomAccessFile(this.file.path().toFile(), "rw")) {
			truncating.setLength(0);
		}
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> this.mailbox.post(new byte[1]))
			.withMessageContaining("'" + this.file.path() + "' was truncated");
	}

	@Test
	void postsOfSeveralThreadsHaveNumbersOfTheirOwn() {
		Set<Long> sequences = ConcurrentHashMap.newKeySet();
		List<CompletableFuture<Void>> threads = new ArrayList<>();
		// As many as there are cells, so that none is refused
		for (int thread = 0; thread < LAYOUT.mailboxCells(); thread++) {
			threads.add(CompletableFuture.runAsync(() -> IntStream.range(0, 200).forEach((i) -> {
				PostedCommand posted = this.mailbox.post(new byte[1]);
				sequences.add(posted.sequence());
				posted.release();
			})));
		}
		threads.forEach(CompletableFuture::join);
		assertThat(sequences).hasSize(LAYOUT.mailboxCells() * 200);
		assertThat(posted()).isEqualTo(LAYOUT.mailboxCells() * 200);
	}

	private long posted() {
		return this.memory.getLongAcquire(RegionDescriptor.POSTED_OFFSET);
	}

	private CellMemory cell(int cell) {
		return new CellMemory(this.memory, LAYOUT, cell);
	}

}
