package dev.daemonspring.region;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RegionView}: what others see of a region, and that nothing in the
 * place of one does them any harm.
 */
@Timeout(60)
class RegionViewTests {

	private static final RegionLayout LAYOUT = new RegionLayout(3, 4096, 1);

	private Path file;

	private StatusRegion region;

	@BeforeEach
	void createRegion(@TempDir Path temp) {
		this.file = temp.resolve("regions").resolve("daemon-1-a.region");
		this.region = StatusRegion.create(this.file, LAYOUT);
	}

	@AfterEach
	void closeRegion() {
		this.region.close();
	}

	@Test
	void daemonIsThisProcessAndItsHeartBeats() throws IOException {
		long pid = ProcessHandle.current().pid();
		try (RegionView view = RegionView.open(this.file)) {
			assertThat(view.file()).isEqualTo(this.file);
			assertThat(view.daemon().pid()).isEqualTo(pid);
			assertThat(view.daemon().start()).isEqualTo(ProcessStat.of(pid).orElseThrow().start());
			assertThat(view.daemon().heartbeat()).isZero();
			assertThat(view.daemon().heartbeatAt()).isZero();
			long before = System.currentTimeMillis();
			this.region.heartbeat();
			assertThat(view.daemon().heartbeat()).isOne();
			assertThat(view.daemon().heartbeatAt()).isBetween(before, System.currentTimeMillis());
		}
	}

	@Test
	void workersAreTheSlotsThatHaveAName() throws IOException {
		DaemonSlot slot = this.region.slot(1);
		slot.name("größe#1");
		slot.total(TotalWord.of(1, 3, false));
		slot.wanted(WantedState.PAUSED);
		try (WorkerSlot worker = WorkerSlot.open(this.file, 1); RegionView view = RegionView.open(this.file)) {
			worker.begin(4711, 2);
			worker.iterationEnded(1_000);
			worker.failed("broken");
			worker.state(WorkerState.LOOPING);
			SlotView found = only(view.workers());
			assertThat(found.index()).isOne();
			assertThat(found.name()).isEqualTo("größe#1");
			assertThat(found.state()).isEqualTo(WorkerState.LOOPING);
			assertThat(found.wanted()).isEqualTo(WantedState.PAUSED);
			assertThat(found.total()).isEqualTo(3);
			assertThat(found.since()).isEqualTo(slot.snapshot().since()).isPositive();
			assertThat(found.reported()).isEqualTo(slot.snapshot());
			assertThat(found.reported().lastError()).isEqualTo("broken");
			slot.override(WorkerState.RESTARTING, 2);
			found = only(view.workers());
			assertThat(found.state()).isEqualTo(slot.state()).isEqualTo(WorkerState.RESTARTING);
			assertThat(found.since()).isEqualTo(slot.overrideSince());
			worker.begin(4712, 3);
			assertThat(only(view.workers()).state()).isEqualTo(WorkerState.SPINUP);
		}
	}

	@Test
	void workerThatPausedItselfDidSoUntilTheNextOrder() throws IOException {
		DaemonSlot slot = this.region.slot(0);
		slot.name("copy");
		try (WorkerSlot worker = WorkerSlot.open(this.file, 0); RegionView view = RegionView.open(this.file)) {
			worker.pausedItself(worker.wantedSequence());
			assertThat(only(view.workers()).pausedItself()).isEqualTo(slot.pausedItself()).isTrue();
			slot.wanted(WantedState.LOOPING);
			assertThat(only(view.workers()).pausedItself()).isFalse();
		}
	}

	@Test
	void slotWhoseWriterDiedInTheMiddleHasADefect() throws IOException {
		this.region.slot(0).name("copy");
		try (RegionView view = RegionView.open(this.file)) {
			put(RegionDescriptor.slotPosition(LAYOUT, 0) + RegionDescriptor.SEQLOCK_OFFSET, 1);
			assertThat(only(view.workers()).reported().defect())
				.isEqualTo("The process stopped in the middle of writing its status");
		}
	}

	@Test
	void readsOfAWriterThatNeverRestsAreConsistent() throws Exception {
		this.region.slot(0).name("copy");
		try (WorkerSlot worker = WorkerSlot.open(this.file, 0); RegionView view = RegionView.open(this.file)) {
			worker.begin(4711, 1);
			Thread writer = new Thread(() -> {
				while (!Thread.currentThread().isInterrupted()) {
					worker.iterationEnded(1);
				}
			});
			writer.start();
			try {
				int consistent = 0;
				long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
				while (System.nanoTime() < until) {
					SlotSnapshot read = only(view.workers()).reported();
					if (read.defect() == null) {
						assertThat(read.totalNanos()).isEqualTo(read.iterations());
						consistent++;
					}
				}
				assertThat(consistent).isPositive();
			}
			finally {
				writer.interrupt();
				writer.join();
			}
		}
	}

	@Test
	void rubbishIsReadAsWorkersInTrouble() throws IOException {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		try (RegionView view = RegionView.open(this.file)) {
			for (int round = 0; round < 200; round++) {
				byte[] rubbish = new byte[RegionDescriptor.PAGE];
				random.nextBytes(rubbish);
				put(RegionDescriptor.slotPosition(LAYOUT, 0), rubbish);
				byte[] length = new byte[Integer.BYTES];
				ByteBuffer.wrap(length).order(ByteOrder.nativeOrder()).putInt(random.nextInt(100) - 10);
				put(RegionDescriptor.slotPosition(LAYOUT, 0) + RegionDescriptor.NAME_LENGTH_OFFSET, length);
				List<SlotView> workers = view.workers();
				assertThat(workers).as("seed %d", seed).allSatisfy((worker) -> {
					assertThat(worker.state()).isNotNull();
					assertThat(worker.reported().defect()).isNotNull();
				});
			}
		}
	}

	@Test
	void fileThatIsCutShortWhileItIsReadIsAnError() throws IOException {
		this.region.slot(0).name("copy");
		try (RegionView view = RegionView.open(this.file)) {
			truncate(RegionDescriptor.HEADER_SIZE + 100);
			assertThatExceptionOfType(EOFException.class).isThrownBy(view::workers).withMessageContaining("truncated");
		}
	}

	@Test
	void openRefusesWhatIsNoRegion() throws IOException {
		refuse((path) -> Files.writeString(path, "rubbish"), "is not a status region");
		refuse(Files::createFile, "is not a status region");
		refuse(Files::createDirectory, "is no regular file");
		refuse((path) -> Files.createSymbolicLink(path, this.file), "is a symbolic link");
		refuse((path) -> new ProcessBuilder("mkfifo", path.toString()).start().onExit().join(), "is no regular file");
	}

	@Test
	void openRefusesAnotherVersionAndATruncatedFile() throws IOException {
		truncate(LAYOUT.size() - 1);
		assertRefused(this.file, "has '" + (LAYOUT.size() - 1) + "' bytes");
		put(RegionDescriptor.LAYOUT_VERSION_OFFSET, RegionDescriptor.LAYOUT_VERSION + 1);
		assertRefused(this.file, "has layout version '" + (RegionDescriptor.LAYOUT_VERSION + 1) + "'");
	}

	@Test
	void openRefusesADirectoryThatOthersMayWrite() throws IOException {
		Files.setPosixFilePermissions(this.file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
		assertRefused(this.file, "where others may write");
	}

	@Test
	void openFollowsTheLinkThatTheDaemonPutInThePlaceOfADeletedRegion() throws IOException {
		this.region.slot(0).name("copy");
		Files.delete(this.file);
		this.region.restore();
		try (RegionView view = RegionView.open(this.file)) {
			assertThat(only(view.workers()).name()).isEqualTo("copy");
		}
	}

	private static SlotView only(List<SlotView> workers) {
		assertThat(workers).hasSize(1);
		return workers.get(0);
	}

	private void refuse(Preparation preparation, String reason) throws IOException {
		Path path = this.file.resolveSibling("daemon-2-b.region");
		preparation.prepare(path);
		assertRefused(path, reason);
		Files.delete(path);
	}

	private static void assertRefused(Path path, String reason) {
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> RegionView.open(path).close())
			.withMessageContaining(path.toString())
			.withMessageContaining(reason);
	}

	private void truncate(long size) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(this.file.toFile(), "rw")) {
			file.setLength(size);
		}
	}

	private void put(long position, int value) throws IOException {
		put(position, ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array());
	}

	private void put(long position, byte[] bytes) throws IOException {
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.wrap(bytes), position);
		}
	}

	/**
	 * Puts something in the place of a region.
	 */
	@FunctionalInterface
	private interface Preparation {

		void prepare(Path path) throws IOException;

	}

}
