package dev.daemonspring.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.region.MeterKind;
import dev.daemonspring.region.MeterReading;
import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MetersThreadTests {

	private static final List<MeterDescription> METERS = List
		.of(new MeterDescription("orders", MeterKind.COUNTER, null, null, List.of(), List.of(), List.of()));

	@TempDir
	private Path directory;

	private Path region;

	private MetricsFile file;

	private MetersThread meters;

	private final AtomicInteger count = new AtomicInteger();

	@BeforeEach
	void create() {
		this.region = this.directory.resolve("daemon.region");
		this.file = MetricsFile.create(this.region, 4, new MetricsLayout(64 * 1024, 100));
		this.meters = new MetersThread(this.region);
		this.meters.source(() -> (maxSeries) -> reading());
	}

	@AfterEach
	void close() {
		this.meters.end();
		this.file.close();
	}

	private MeterReading reading() {
		return new MeterReading(METERS, new double[] { this.count.incrementAndGet() }, 0);
	}

	@Test
	void nothingRunsUntilTheDaemonRings() {
		assertThat(this.file.read().snapshots()).isEmpty();
		this.meters.end();
		assertThat(this.count).hasValue(0);
	}

	@Test
	void everyRingIsAnswered() {
		for (int i = 0; i < 20; i++) {
			long request = this.file.request();
			this.meters.ring(4);
			await().until(() -> this.file.isAnswered(request));
		}
		assertThat(this.count).hasValueGreaterThanOrEqualTo(20);
	}

	@Test
	void metersAreReadOnAThreadOfTheirOwn() {
		AtomicReference<String> thread = new AtomicReference<>("");
		this.meters.source(() -> (maxSeries) -> {
			thread.set(Thread.currentThread().getName());
			return reading();
		});
		this.meters.ring(4);
		await().until(() -> !thread.get().isEmpty());
		assertThat(thread).hasValue("daemon-meters");
	}

	@Test
	void lastValuesAreWrittenAtTheEnd() {
		this.meters.ring(4);
		await().until(() -> !this.file.read().snapshots().isEmpty());
		this.count.set(41);
		this.meters.end();
		assertThat(this.file.read().snapshots()).extracting((snapshot) -> snapshot.values()[0]).contains(42.0);
	}

	@Test
	void endDoesNotWaitForMetersThatHang() {
		CountDownLatch hang = new CountDownLatch(1);
		this.meters.source(() -> (maxSeries) -> {
			try {
				hang.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return reading();
		});
		this.meters.ring(4);
		long start = System.nanoTime();
		this.meters.end();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
		hang.countDown();
	}

	@Test
	void processWithoutMetersDeclines() {
		this.meters.source(() -> null);
		long request = this.file.request();
		this.meters.ring(4);
		await().until(() -> this.file.isAnswered(request));
		assertThat(this.file.read().snapshots()).isEmpty();
	}

	@Test
	void failureOfOneReadingIsSurvived() {
		this.meters.source(() -> (maxSeries) -> {
			if (this.count.incrementAndGet() == 1) {
				throw new IllegalStateException("not yet");
			}
			return reading();
		});
		long request = this.file.request();
		this.meters.ring(4);
		await().until(() -> this.file.isAnswered(request));
		this.meters.ring(4);
		await().until(() -> !this.file.read().snapshots().isEmpty());
	}

	@Test
	void deletedFileIsWrittenAsBefore() throws IOException {
		this.meters.ring(4);
		await().until(() -> !this.file.read().snapshots().isEmpty());
		Files.delete(this.file.path());
		long request = this.file.request();
		this.meters.ring(4);
		await().until(() -> this.file.isAnswered(request));
		this.count.set(41);
		this.meters.end();
		assertThat(this.file.read().snapshots()).extracting((snapshot) -> snapshot.values()[0]).contains(42.0);
	}

	@Test
	void missingFileIsSurvived() {
		this.file.close();
		this.meters.ring(4);
		this.meters.end();
		assertThat(this.count).hasValue(0);
	}

}
