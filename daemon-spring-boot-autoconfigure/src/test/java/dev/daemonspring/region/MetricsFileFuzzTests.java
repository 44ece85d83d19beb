package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that whatever a worker process leaves in its metrics file, the daemon reads a
 * bounded amount of it and says what is wrong.
 */
class MetricsFileFuzzTests {

	private static final MetricsLayout LAYOUT = new MetricsLayout(64 * 1024, 500);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@Timeout(60)
	@ValueSource(longs = { 1, 2, 3, 4 })
	void rubbishIsReadWithinBounds(long seed) {
		Random random = new Random(seed);
		try (MetricsFile file = create()) {
			SharedMemory memory = map(file);
			for (int round = 0; round < 500; round++) {
				write(file);
				for (int i = 0; i < 1 + random.nextInt(20); i++) {
					int buffer = MetricsFileDescriptor.buffer(LAYOUT, random.nextInt(2));
					int offset = random.nextInt((i % 2 == 0) ? 200 : LAYOUT.bufferSize() - Long.BYTES);
					memory.setBytes(buffer + offset, bytes(random), Long.BYTES);
				}
				MetricsRead read = file.read();
				assertThat(read.snapshots()).hasSizeLessThanOrEqualTo(2).allSatisfy((snapshot) -> {
					assertThat(snapshot.meters()).hasSizeLessThanOrEqualTo(500);
					assertThat(snapshot.values())
						.hasSize(snapshot.meters().stream().mapToInt(MeterDescription::values).sum());
				});
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 40_000 })
	void wrongLengthsAreTold(int length) {
		try (MetricsFile file = create()) {
			write(file);
			map(file).setInt(MetricsFileDescriptor.buffer(LAYOUT, 0) + MetricsFileDescriptor.SCHEMA_LENGTH_OFFSET,
					length);
			assertThat(file.read().defect()).contains("'" + length + "' bytes").contains("do not fit");
			assertThat(file.read().snapshots()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 40_000, 1 })
	void wrongCountsOfValuesAreTold(int count) {
		try (MetricsFile file = create()) {
			write(file);
			map(file).setInt(MetricsFileDescriptor.buffer(LAYOUT, 0) + MetricsFileDescriptor.VALUES_OFFSET, count);
			assertThat(file.read().defect()).contains("'" + count + "' values");
			assertThat(file.read().snapshots()).isEmpty();
		}
	}

	@Test
	void tornWriteIsNotReadAndTheOtherBufferIs() {
		try (MetricsFile file = create()) {
			MetricsWriter writer = MetricsWriter.open(file.path());
			writer.write(List.of(MetricsFileTests.counter("a")), new double[] { 1 }, 0, 0);
			writer.write(List.of(MetricsFileTests.counter("a")), new double[] { 2 }, 0, 0);
			map(file).setLong(MetricsFileDescriptor.buffer(LAYOUT, 1), 3);
			assertThat(file.read().snapshots()).singleElement()
				.satisfies((snapshot) -> assertThat(snapshot.values()).containsExactly(1));
			MetricsWriter.open(file.path()).write(List.of(MetricsFileTests.counter("a")), new double[] { 7 }, 0, 0);
			assertThat(file.read().snapshots()).extracting((snapshot) -> snapshot.values()[0])
				.containsExactly(1.0, 7.0);
		}
	}

	@Test
	void readersNeverSeeHalfOfAWrite() throws Exception {
		try (MetricsFile file = create()) {
			FutureTask<Boolean> writing = new FutureTask<>(() -> {
				MetricsWriter writer = MetricsWriter.open(file.path());
				List<List<MeterDescription>> schemas = List.of(meters(10), meters(100));
				for (int i = 1; i <= 20_000; i++) {
					List<MeterDescription> meters = schemas.get(i % 2);
					double[] values = new double[meters.size()];
					Arrays.fill(values, i);
					writer.write(meters, values, i, i);
				}
				return true;
			});
			new Thread(writing).start();
			while (!writing.isDone()) {
				MetricsRead read = file.read();
				assertThat(read.defect()).isNull();
				for (MetricsSnapshot snapshot : read.snapshots()) {
					assertThat(snapshot.values()).containsOnly(snapshot.leftOut());
					assertThat(snapshot.values()).hasSize(snapshot.meters().size());
				}
			}
			assertThat(writing.get()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void schemaOfRubbishIsRejected(long seed) {
		Random random = new Random(seed);
		byte[] valid = MeterSchema.encode(meters(50));
		for (int i = 0; i < 5000; i++) {
			byte[] mutated = valid.clone();
			for (int j = 0; j <= random.nextInt(4); j++) {
				mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
			}
			try {
				assertThat(MeterSchema.decode(mutated, 500)).hasSizeLessThanOrEqualTo(500);
			}
			catch (MetricsFormatException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
		}
	}

	@Test
	void schemaThatEndsEarlyIsRejected() {
		byte[] valid = MeterSchema.encode(meters(3));
		for (int length = 0; length < valid.length; length++) {
			byte[] truncated = Arrays.copyOf(valid, length);
			assertThatExceptionOfType(MetricsFormatException.class)
				.isThrownBy(() -> MeterSchema.decode(truncated, 500));
		}
	}

	@Test
	void schemaOfTooManySeriesIsRejected() {
		assertThatExceptionOfType(MetricsFormatException.class)
			.isThrownBy(() -> MeterSchema.decode(MeterSchema.encode(meters(11)), 10))
			.withMessageContaining("'11' meters");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2 })
	void headerOfRubbishIsRejectedOrBounded(long seed) throws IOException {
		Random random = new Random(seed);
		Path rubbish = this.directory.resolve("rubbish");
		try (MetricsFile file = create()) {
			write(file);
			byte[] valid = Files.readAllBytes(file.path());
			for (int i = 0; i < 300; i++) {
				byte[] mutated = valid.clone();
				mutated[random.nextInt(24)] = (byte) random.nextInt();
				Files.write(rubbish, mutated);
				try {
					MetricsReader.open(rubbish).read();
				}
				catch (RegionException ex) {
					assertThat(ex).hasMessageContaining(rubbish.toString());
				}
			}
		}
	}

	private MetricsFile create() {
		return MetricsFile.create(this.directory.resolve("daemon-1.region"), 0, LAYOUT);
	}

	private static void write(MetricsFile file) {
		MetricsWriter.open(file.path()).write(meters(50), new double[50], 0, 0);
	}

	private static SharedMemory map(MetricsFile file) {
		return file.memory();
	}

	private static byte[] bytes(Random random) {
		byte[] bytes = new byte[Long.BYTES];
		random.nextBytes(bytes);
		return bytes;
	}

	private static List<MeterDescription> meters(int count) {
		List<MeterDescription> meters = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			meters.add(MetricsFileTests.counter("meter." + i, "key", "value" + i));
		}
		return meters;
	}

}
