package dev.daemonspring.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerSlot}.
 */
class WorkerSlotTests {

	private StatusRegion region;

	private DaemonSlot daemon;

	private WorkerSlot worker;

	@BeforeEach
	void open(@TempDir Path directory) {
		this.region = StatusRegion.create(directory.resolve("region"), new RegionLayout(3, 4096, 2));
		this.daemon = this.region.slot(1);
		this.worker = WorkerSlot.open(this.region.file(), 1);
	}

	@AfterEach
	void close() {
		this.worker.close();
		this.region.close();
	}

	@Test
	void openWhenFileIsMissingNamesIt() {
		Path missing = this.region.file().resolveSibling("missing");
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> WorkerSlot.open(missing, 0))
			.withMessageContaining("'" + missing + "' can't be opened");
	}

	@Test
	void openWhenFileIsSymbolicLinkIsRefused() throws IOException {
		Path link = Files.createSymbolicLink(this.region.file().resolveSibling("link"), this.region.file());
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> WorkerSlot.open(link, 0))
			.withMessageContaining("can't be opened");
	}

	@Test
	void openWhenSlotDoesNotExistNamesNumberOfSlots() {
		for (int index : new int[] { -1, 3, Integer.MAX_VALUE }) {
			assertThatExceptionOfType(RegionException.class)
				.isThrownBy(() -> WorkerSlot.open(this.region.file(), index))
				.withMessageContaining("has no slot '" + index + "' but 3");
		}
	}

	@Test
	void openWhenFileIsNoRegionIsRefused() throws IOException {
		Path file = Files.writeString(this.region.file().resolveSibling("file"), "x".repeat(8192));
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> WorkerSlot.open(file, 0))
			.withMessageContaining("is not a status region");
		Files.writeString(file, "short");
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> WorkerSlot.open(file, 0))
			.withMessageContaining("is not a status region");
	}

	@Test
	void openWhenHeaderIsOfAnotherVersionIsRefused() throws IOException {
		assertRefusedWith(RegionDescriptor.LAYOUT_VERSION_OFFSET, 77,
				"layout version '77' and not " + RegionDescriptor.LAYOUT_VERSION);
	}

	@Test
	void openWhenHeaderIsUnfinishedIsRefused() throws IOException {
		assertRefusedWith(RegionDescriptor.LAYOUT_VERSION_OFFSET, 0,
				"layout version '0' and not " + RegionDescriptor.LAYOUT_VERSION);
	}

	@Test
	void openWhenLayoutIsImpossibleIsRefused() throws IOException {
		assertRefusedWith(RegionDescriptor.SLOTS_OFFSET, -5, "impossible layout", "'-5'");
	}

	@Test
	void openWhenSlotSizeDoesNotFitIsRefused() throws IOException {
		assertRefusedWith(RegionDescriptor.SLOT_SIZE_OFFSET, 4097, "slots of '4097' bytes");
	}

	@Test
	void openWhenFileIsTooShortIsRefused() throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(this.region.file().toFile(), "rw")) {
			file.setLength(8192);
		}
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> WorkerSlot.open(this.region.file(), 0))
			.withMessageContaining("has '8192' bytes and not " + this.region.layout().size());
	}

	@Test
	void stateWhenToldIsReadWithTime() {
		long before = System.currentTimeMillis();
		for (WorkerState state : WorkerState.values()) {
			this.worker.state(state);
			assertThat(this.worker.state()).isEqualTo(state);
			assertThat(this.daemon.state()).isEqualTo(state);
			assertThat(this.daemon.snapshot().state()).isEqualTo(state);
			assertThat(this.daemon.snapshot().stateCode()).isEqualTo(state.code());
		}
		assertThat(this.daemon.snapshot().since()).isBetween(before, System.currentTimeMillis());
	}

	@Test
	void progressWhenAnythingHappensMoves() {
		long progress = this.daemon.progress();
		this.worker.iterationStarted();
		assertThat(this.daemon.progress()).isEqualTo(++progress);
		this.worker.iterationEnded(1);
		assertThat(this.daemon.progress()).isEqualTo(++progress);
		this.worker.activity(Activity.COMMAND);
		assertThat(this.daemon.activity()).isEqualTo(Activity.COMMAND);
		assertThat(this.daemon.progress()).isEqualTo(++progress);
		this.worker.progress();
		assertThat(this.daemon.progress()).isEqualTo(++progress);
	}

	@Test
	void errorWhenTooLongIsCutAndIsNoFailure() {
		this.worker.error("ä".repeat(3000));
		SlotSnapshot snapshot = this.daemon.snapshot();
		assertThat(snapshot.lastError()).isEqualTo("ä".repeat(1024));
		assertThat(snapshot.failures()).isZero();
		this.worker.failed("short");
		assertThat(this.daemon.snapshot().lastError()).isEqualTo("short");
		assertThat(this.daemon.snapshot().failures()).isEqualTo(1);
		this.worker.failed("");
		assertThat(this.daemon.snapshot().lastError()).isNull();
	}

	@Test
	void phaseWhenToldIsRead() {
		assertThat(this.daemon.phase()).isEqualTo(ProcessPhase.NEW);
		this.worker.phase(ProcessPhase.BOOT_FAILED);
		assertThat(this.daemon.phase()).isEqualTo(ProcessPhase.BOOT_FAILED);
	}

	@Test
	void wantedWhenNothingWasOrderedIsLooping() {
		assertThat(this.worker.wanted()).isEqualTo(WantedState.LOOPING);
		assertThat(this.daemon.wanted()).isEqualTo(WantedState.LOOPING);
	}

	@Test
	void wantedWhenSameIsOrderedAgainHasAnotherNumber() {
		this.daemon.wanted(WantedState.PAUSED);
		long sequence = this.worker.wantedSequence();
		this.daemon.wanted(WantedState.PAUSED);
		assertThat(this.worker.wanted()).isEqualTo(WantedState.PAUSED);
		assertThat(this.worker.wantedSequence()).isEqualTo(sequence + 1);
	}

	@Test
	void pausedItselfWhenSomethingIsOrderedEnds() {
		assertThat(this.daemon.pausedItself()).isFalse();
		this.worker.pausedItself(this.worker.wantedSequence());
		assertThat(this.daemon.pausedItself()).isTrue();
		this.daemon.wanted(WantedState.LOOPING);
		assertThat(this.daemon.pausedItself()).isFalse();
	}

	@Test
	void closeWhenStragglerGoesOnDoesNoHarm() {
		this.worker.begin(1, 1);
		SlotSnapshot before = this.daemon.snapshot();
		long progress = this.daemon.progress();
		this.daemon.post(new byte[1]);
		this.worker.close();
		this.worker.begin(2, 2);
		this.worker.state(WorkerState.FAILED);
		this.worker.iterationStarted();
		this.worker.iterationEnded(1);
		this.worker.failed("late");
		this.worker.progress();
		this.worker.phase(ProcessPhase.READY);
		this.worker.pausedItself(1);
		assertThat(this.worker.wanted()).isEqualTo(WantedState.STOPPED);
		assertThat(this.worker.hasPending()).isFalse();
		assertThat(this.worker.next()).isNull();
		assertThat(this.daemon.snapshot()).isEqualTo(before);
		assertThat(this.daemon.progress()).isEqualTo(progress);
	}

	@Test
	void iterationAndStateDoNotAllocate(@TempDir Path directory) {
		try (ChildJvm jvm = ChildJvm.start(Allocation.class, directory.resolve("region"))) {
			// Less than a byte for each iteration: what remains is the measuring itself
			assertThat(Long.parseLong(jvm.readLine())).isLessThan(Allocation.TIMES);
		}
	}

	private void assertRefusedWith(int offset, int value, String... messages) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(this.region.file().toFile(), "rw")) {
			file.seek(offset);
			file.write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array());
		}
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> WorkerSlot.open(this.region.file(), 0))
			.withMessageContainingAll(messages);
	}

}
