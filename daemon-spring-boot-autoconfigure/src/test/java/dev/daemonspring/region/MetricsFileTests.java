package dev.daemonspring.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MetricsFileTests {

	private static final MetricsLayout LAYOUT = new MetricsLayout(256 * 1024, 500);

	@TempDir
	private Path directory;

	private MetricsFile file;

	@BeforeEach
	void create() {
		this.file = MetricsFile.create(this.directory.resolve("daemon-1.region"), 3, LAYOUT);
	}

	@AfterEach
	void close() {
		this.file.close();
	}

	@Test
	void isEmptyUntilAProcessWrites() {
		assertThat(this.file.read()).isEqualTo(new MetricsRead(List.of(), null));
	}

	@Test
	void tellsWhatAProcessHasWritten() {
		List<MeterDescription> meters = List.of(counter("orders", "kind", "paper"), new MeterDescription("latency",
				MeterKind.TIMER, "seconds", "How long it takes", List.of(), List.of(0.1, 0.5), List.of(0.95)));
		double[] values = { 7, 3, 1.5, 0.9, 1, 2, 0.4 };
		MetricsWriter.open(this.file.path()).write(meters, values, 2, 0);
		MetricsRead read = this.file.read();
		assertThat(read.defect()).isNull();
		assertThat(read.snapshots()).singleElement().satisfies((snapshot) -> {
			assertThat(snapshot.generation()).isEqualTo(1);
			assertThat(snapshot.pid()).isEqualTo(ProcessHandle.current().pid());
			assertThat(snapshot.leftOut()).isEqualTo(2);
			assertThat(snapshot.meters()).isEqualTo(meters);
			assertThat(snapshot.values()).isEqualTo(values);
			assertThat(snapshot.writtenAt()).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
		});
	}

	@Test
	void describesUnchangedMetersByTheSameList() {
		MetricsWriter writer = MetricsWriter.open(this.file.path());
		List<MeterDescription> meters = List.of(counter("a"));
		writer.write(meters, new double[] { 1 }, 0, 0);
		List<MeterDescription> first = this.file.read().snapshots().get(0).meters();
		writer.write(meters, new double[] { 2 }, 0, 0);
		assertThat(this.file.read().snapshots())
			.allSatisfy((snapshot) -> assertThat(snapshot.meters()).isSameAs(first));
	}

	@Test
	void keepsTheLastWordsOfAProcessUntilTheNextHasSpokenTwice() {
		MetricsWriter first = MetricsWriter.open(this.file.path());
		first.write(List.of(counter("a")), new double[] { 1 }, 0, 0);
		first.write(List.of(counter("a")), new double[] { 2 }, 0, 0);
		first.write(List.of(counter("a")), new double[] { 3 }, 0, 0);
		MetricsWriter second = MetricsWriter.open(this.file.path());
		second.write(List.of(counter("b")), new double[] { 1 }, 0, 0);
		assertThat(this.file.read().snapshots()).extracting(MetricsSnapshot::generation).containsExactly(1L, 2L);
		assertThat(this.file.read().snapshots().get(0).values()).containsExactly(3);
	}

	@Test
	void isReadableAfterTheDaemonsDeath() {
		MetricsWriter.open(this.file.path()).write(List.of(counter("a")), new double[] { 5 }, 0, 0);
		MetricsRead read = MetricsReader.open(this.file.path()).read();
		assertThat(read.snapshots()).singleElement()
			.satisfies((snapshot) -> assertThat(snapshot.values()).containsExactly(5));
	}

	@Test
	void knowsWhichRequestWasAnswered() {
		MetricsWriter writer = MetricsWriter.open(this.file.path());
		long request = this.file.request();
		assertThat(this.file.isAnswered(request)).isFalse();
		writer.write(List.of(), new double[0], 0, writer.requested());
		assertThat(this.file.isAnswered(request)).isTrue();
		assertThat(this.file.isAnswered(this.file.request())).isFalse();
	}

	@Test
	void isForItsOwnerOnly() throws IOException {
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file.path())))
			.isEqualTo("rw-------");
	}

	@Test
	void isAllocatedAtOnce() throws IOException {
		Object blocks = Files.size(this.file.path());
		assertThat(blocks).isEqualTo((long) LAYOUT.size());
		byte[] content = Files.readAllBytes(this.file.path());
		assertThat(content).hasSize(LAYOUT.size());
		assertThat(LAYOUT.size()).isLessThanOrEqualTo(LAYOUT.maxSize());
	}

	@Test
	void doesNotGrowWithRestarts() throws IOException {
		for (int i = 0; i < 100; i++) {
			MetricsWriter writer = MetricsWriter.open(this.file.path());
			writer.write(List.of(counter("a" + i)), new double[] { i }, 0, 0);
		}
		assertThat(Files.size(this.file.path())).isEqualTo(LAYOUT.size());
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).containsExactly(this.file.path());
		}
		assertThat(this.file.read().snapshots()).extracting(MetricsSnapshot::generation).containsExactly(99L, 100L);
	}

	@Test
	void leavesOutWhatExceedsTheNumberOfSeries() {
		List<MeterDescription> meters = new ArrayList<>();
		for (int i = 0; i < 600; i++) {
			meters.add(counter("meter." + i));
		}
		MetricsWriter.open(this.file.path()).write(meters, new double[600], 1, 0);
		assertThat(this.file.read().snapshots()).singleElement().satisfies((snapshot) -> {
			assertThat(snapshot.meters()).hasSize(500);
			assertThat(snapshot.leftOut()).isEqualTo(101);
		});
	}

	@Test
	void leavesOutWhatExceedsTheSize() {
		List<MeterDescription> meters = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			meters.add(new MeterDescription("meter." + i, MeterKind.GAUGE, null, "x".repeat(4000), List.of(), List.of(),
					List.of()));
		}
		MetricsWriter.open(this.file.path()).write(meters, new double[100], 0, 0);
		assertThat(this.file.read()).satisfies((read) -> assertThat(read.defect()).isNull());
		assertThat(this.file.read().snapshots()).singleElement().satisfies((snapshot) -> {
			assertThat(snapshot.meters()).hasSizeBetween(20, 40);
			assertThat(snapshot.leftOut()).isEqualTo(100 - snapshot.meters().size());
		});
	}

	@Test
	void failsWhereThereIsNoDirectory() {
		assertThatExceptionOfType(RegionException.class)
			.isThrownBy(() -> MetricsFile.create(this.directory.resolve("none/daemon.region"), 0, LAYOUT))
			.withMessageContaining("can't be created")
			.withMessageContaining("daemon.metrics.max-size");
	}

	@Test
	void truncatedFileIsNotTouched() throws IOException {
		MetricsWriter.open(this.file.path()).write(List.of(counter("a")), new double[] { 1 }, 0, 0);
		try (RandomAccessFile truncated = new RandomAccessFile(this.file.path().toFile(), "rw")) {
			truncated.setLength(100);
		}
		assertThat(this.file.read().defect()).contains("truncated");
		assertThat(this.file.isAnswered(this.file.request())).isTrue();
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> MetricsWriter.open(this.file.path()))
			.withMessageContaining("is not a metrics file");
	}

	@Test
	void deletedFileStaysMappedForTheProcessThatHasIt() throws IOException {
		MetricsWriter writer = MetricsWriter.open(this.file.path());
		writer.write(List.of(counter("a")), new double[] { 1 }, 0, 0);
		Files.delete(this.file.path());
		long request = this.file.request();
		assertThat(this.file.isAnswered(request)).isFalse();
		writer.write(List.of(counter("a")), new double[] { 2 }, 0, writer.requested());
		assertThat(this.file.isAnswered(request)).isTrue();
		assertThat(this.file.read().defect()).isNull();
		assertThat(this.file.read().snapshots()).extracting((snapshot) -> snapshot.values()[0])
			.containsExactly(1.0, 2.0);
	}

	@Test
	void deletedFileIsNotFoundByTheNextProcessAndNothingIsPutInItsPlace() throws IOException {
		Files.delete(this.file.path());
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> MetricsWriter.open(this.file.path()))
			.withMessageContaining(this.file.path().toString())
			.withMessageContaining("can't be opened");
		this.file.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void foreignFileIsRejected() throws IOException {
		Path foreign = Files.write(this.directory.resolve("foreign"), new byte[8192]);
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> MetricsReader.open(foreign))
			.withMessageContaining("is not a metrics file");
	}

	@Test
	void isGoneWhenClosed() {
		this.file.close();
		assertThat(this.file.path()).doesNotExist();
		assertThat(this.file.read().snapshots()).isEmpty();
		assertThat(this.file.isAnswered(this.file.request() + 1)).isTrue();
	}

	@Test
	void ofDeadDaemonIsRemovedWithItsRegion() throws IOException {
		MetricsFiles.clear(this.directory.resolve("daemon-2.region"));
		assertThat(this.file.path()).exists();
		MetricsFiles.clear(this.directory.resolve("daemon-1.region"));
		assertThat(this.file.path()).doesNotExist();
	}

	static MeterDescription counter(String name, String... tags) {
		return new MeterDescription(name, MeterKind.COUNTER, null, null, List.of(tags), List.of(), List.of());
	}

}
