package dev.daemonspring.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The meters of the sample's worker process in the scrape of the sample.
 */
class SampleMetersIT {

	private static final String COPIES = "sample_copies_total{worker=\"handyman\"}";

	@TempDir
	Path temp;

	private SampleProcess sample;

	@BeforeEach
	void startSample() {
		this.sample = SampleProcess.start(this.temp, this.temp.resolve("files"), "-jar", SampleProcess.JAR.toString(),
				"--daemon.directory=" + this.temp.resolve("region"), "--daemon.metrics.timeout=500ms");
	}

	@AfterEach
	void stopSample() {
		this.sample.close();
	}

	@Test
	void scrapeShowsWhatTheWorkerCountsAndItsMemory() {
		this.sample.awaitLooping(0);
		double copies = awaitCopies(0);
		assertThat(awaitCopies(copies)).isGreaterThan(copies);
		List<String> scrape = this.sample.scrape();
		assertThat(scrape)
			.anyMatch((line) -> line.startsWith("jvm_memory_used_bytes{") && line.contains("worker=\"handyman\""))
			.anyMatch((line) -> line.startsWith("jvm_memory_used_bytes{") && !line.contains("worker="))
			.anyMatch((line) -> line.startsWith("process_uptime_seconds{worker=\"handyman\"}"))
			.noneMatch((line) -> line.contains("pid="));
		assertThat(scrape.stream().filter((line) -> line.startsWith("# TYPE jvm_memory_used_bytes "))).hasSize(1);
		assertThat(scrape).contains("daemon_worker_metrics_dropped_total{worker=\"handyman\"} 0.0");
	}

	@Test
	void counterGoesOnAfterTenKillsAndFilesDoNotGrow() throws IOException {
		long worker = this.sample.awaitLooping(0).at("/details/pid").asLong();
		double copies = awaitCopies(0);
		List<Long> before = metricsFiles();
		assertThat(before).hasSize(1).allSatisfy((size) -> assertThat(size).isBetween(1_000_000L, 1_048_576L));
		for (int kill = 1; kill <= 10; kill++) {
			ProcessHandle.of(worker).orElseThrow().destroyForcibly();
			double afterKill = copies;
			this.sample.scrape()
				.stream()
				.filter((line) -> line.startsWith(COPIES))
				.forEach((line) -> assertThat(value(line)).isGreaterThanOrEqualTo(afterKill));
			worker = this.sample.awaitLooping(worker).at("/details/pid").asLong();
			copies = awaitCopies(copies);
		}
		assertThat(copies).isGreaterThan(10);
		assertThat(metricsFiles()).isEqualTo(before);
	}

	@Test
	void stoppedWorkerCostsTheTimeoutAtMostAndNobodysValues() throws Exception {
		long worker = this.sample.awaitLooping(0).at("/details/pid").asLong();
		double copies = awaitCopies(0);
		signal("STOP", worker);
		try {
			long start = System.nanoTime();
			List<String> scrape = this.sample.scrape();
			Duration taken = Duration.ofNanos(System.nanoTime() - start);
			assertThat(taken).isLessThan(Duration.ofSeconds(10));
			assertThat(scrape).anyMatch((line) -> line.startsWith(COPIES) && value(line) >= copies)
				.anyMatch((line) -> line.startsWith("jvm_memory_used_bytes{") && !line.contains("worker="))
				.anyMatch((line) -> line.startsWith("daemon_worker_metrics_age_seconds{worker=\"handyman\"}"));
		}
		finally {
			signal("CONT", worker);
		}
		assertThat(awaitCopies(copies)).isGreaterThan(copies);
	}

	private double awaitCopies(double atLeast) {
		return JavaProcess.await()
			.until(() -> this.sample.scrape()
				.stream()
				.filter((line) -> line.startsWith(COPIES))
				.mapToDouble(SampleMetersIT::value)
				.max()
				.orElse(0), (copies) -> copies > atLeast);
	}

	private static double value(String line) {
		return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
	}

	private List<Long> metricsFiles() throws IOException {
		List<Long> sizes = new ArrayList<>();
		try (Stream<Path> files = Files.list(this.temp.resolve("region"))) {
			for (Path file : files.filter((path) -> path.toString().contains(".metrics.")).toList()) {
				sizes.add(Files.size(file));
			}
		}
		return sizes;
	}

	private static void signal(String name, long pid) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor()).isZero();
	}

}
