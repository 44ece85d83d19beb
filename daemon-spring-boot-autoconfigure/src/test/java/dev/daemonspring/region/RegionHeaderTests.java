package dev.daemonspring.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RegionHeader}, on files whose headers are written by hand.
 */
class RegionHeaderTests {

	private static final RegionLayout LAYOUT = new RegionLayout(2, 4096, 3);

	private Path file;

	private ByteBuffer header;

	@BeforeEach
	void create(@TempDir Path directory) {
		this.file = directory.resolve("region");
		this.header = header(ByteOrder.nativeOrder());
	}

	private static ByteBuffer header(ByteOrder order) {
		return ByteBuffer.allocate(RegionDescriptor.HEADER_SIZE)
			.order(order)
			.putLong(RegionDescriptor.MAGIC_OFFSET, RegionDescriptor.MAGIC)
			.putInt(RegionDescriptor.LAYOUT_VERSION_OFFSET, RegionDescriptor.LAYOUT_VERSION)
			.putInt(RegionDescriptor.SLOTS_OFFSET, LAYOUT.slots())
			.putLong(RegionDescriptor.SLOT_SIZE_OFFSET, RegionDescriptor.slotSize(LAYOUT))
			.putInt(RegionDescriptor.MAILBOX_SIZE_OFFSET, LAYOUT.mailboxSize())
			.putInt(RegionDescriptor.MAILBOX_CELLS_OFFSET, LAYOUT.mailboxCells());
	}

	@Test
	void readGivesTheLayout() throws IOException {
		assertThat(read(LAYOUT.size())).isEqualTo(LAYOUT);
	}

	@Test
	void readWhenFileIsLongerGivesTheLayout() throws IOException {
		assertThat(read(LAYOUT.size() + 1)).isEqualTo(LAYOUT);
	}

	@Test
	void readWhenOneByteIsMissingIsRefused() {
		assertRefused(LAYOUT.size() - 1, "has '" + (LAYOUT.size() - 1) + "' bytes and not " + LAYOUT.size(),
				"leave its file alone");
	}

	@Test
	void readWhenTheHeaderIsCutOffIsRefused() {
		for (long size : new long[] { 0, 1, RegionDescriptor.HEARTBEAT_OFFSET - 1 }) {
			assertRefused(size, "is not a status region");
		}
	}

	@Test
	void readWhenTheMagicIsAnotherIsRefused() {
		this.header.putLong(RegionDescriptor.MAGIC_OFFSET, RegionDescriptor.MAGIC + 1);
		assertRefused(LAYOUT.size(), "is not a status region");
	}

	@Test
	void readWhenTheMachineHadAnotherByteOrderIsRefused() {
		this.header = header(
				(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		assertRefused(LAYOUT.size(), "is not a status region");
	}

	@Test
	void readWhenTheVersionIsAnotherNamesBoth() {
		for (int version : new int[] { 0, RegionDescriptor.LAYOUT_VERSION - 1, RegionDescriptor.LAYOUT_VERSION + 1 }) {
			this.header.putInt(RegionDescriptor.LAYOUT_VERSION_OFFSET, version);
			assertRefused(LAYOUT.size(), "layout version '" + version + "' and not " + RegionDescriptor.LAYOUT_VERSION,
					"from the same version");
		}
	}

	@Test
	void readWhenTheLayoutCanNotBeIsRefused() {
		for (int field : new int[] { RegionDescriptor.SLOTS_OFFSET, RegionDescriptor.MAILBOX_SIZE_OFFSET,
				RegionDescriptor.MAILBOX_CELLS_OFFSET }) {
			for (int value : new int[] { 0, -5, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
				this.header = header(ByteOrder.nativeOrder()).putInt(field, value);
				assertRefused(LAYOUT.size(), "impossible layout", "'" + value + "'");
			}
		}
	}

	@Test
	void readWhenSlotsHaveAnotherSizeIsRefused() {
		int size = RegionDescriptor.slotSize(LAYOUT);
		this.header.putLong(RegionDescriptor.SLOT_SIZE_OFFSET, size + 1);
		assertRefused(LAYOUT.size(), "slots of '" + (size + 1) + "' bytes and not of " + size);
	}

	@Test
	void readWhenThereAreMoreSlotsThanTheFileHoldsIsRefused() {
		this.header.putInt(RegionDescriptor.SLOTS_OFFSET, LAYOUT.slots() + 1);
		assertRefused(LAYOUT.size(), "has '" + LAYOUT.size() + "' bytes");
	}

	private RegionLayout read(long size) throws IOException {
		Files.write(this.file, this.header.array());
		try (RandomAccessFile sized = new RandomAccessFile(this.file.toFile(), "rw")) {
			sized.setLength(size);
		}
		try (FileChannel channel = FileChannel.open(this.file)) {
			return RegionHeader.read(this.file, channel);
		}
	}

	private void assertRefused(long size, String... messages) {
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> read(size))
			.withMessageContaining("'" + this.file + "'")
			.withMessageContainingAll(messages);
	}

}
