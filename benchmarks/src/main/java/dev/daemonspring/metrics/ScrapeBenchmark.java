package dev.daemonspring.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import dev.daemonspring.metrics.prometheus.ProcessMetersCollector;
import dev.daemonspring.region.MeterReading;
import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.region.MetricsRead;
import dev.daemonspring.region.MetricsWriter;
import dev.daemonspring.supervisor.MetricsSource;

/**
 * A scrape of 50 workers with 200 series each, whose processes have answered, and one of
 * a single application with as many series.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ScrapeBenchmark {

	private static final int WORKERS = 50;

	private static final int SERIES = 200;

	private static final int VALUES_OF_A_TAG = 5;

	private final List<AnsweredSource> sources = new ArrayList<>();

	private final PrometheusMeterRegistry daemon = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final PrometheusMeterRegistry application = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private Path directory;

	/**
	 * Have every process tell its meters, and an application measure as much.
	 */
	@Setup
	public void tell() throws IOException {
		this.directory = Files.createTempDirectory(Path.of("/dev/shm"), "benchmark");
		for (int i = 0; i < WORKERS; i++) {
			MeterRegistry worker = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
			measure(worker);
			measure(this.application, "worker", "worker-" + i);
			this.sources.add(new AnsweredSource(this.directory, i, worker));
		}
		DroppedSeries dropped = new DroppedSeries();
		MeterScrape scrape = new MeterScrape(() -> List.copyOf(this.sources), Duration.ofMillis(500), 5000, dropped,
				Clock.systemUTC());
		this.daemon.getPrometheusRegistry()
			.register(new ProcessMetersCollector(this.daemon.getPrometheusRegistry(),
					this.daemon.config().namingConvention(), scrape::scrape, dropped));
	}

	private static void measure(MeterRegistry registry, String... tags) {
		for (int i = 0; i < SERIES; i++) {
			String[] all = new String[tags.length + 2];
			System.arraycopy(tags, 0, all, 0, tags.length);
			all[tags.length] = "id";
			all[tags.length + 1] = "value-" + i % VALUES_OF_A_TAG;
			registry.counter("some.meter." + i / VALUES_OF_A_TAG, all).increment(i);
		}
	}

	/**
	 * Delete the files.
	 */
	@TearDown
	public void close() throws IOException {
		this.sources.forEach((source) -> source.file.close());
		Files.deleteIfExists(this.directory);
	}

	/**
	 * Scrape a daemon whose workers have the series.
	 * @return the size of the scrape
	 */
	@Benchmark
	public int daemon() throws IOException {
		return scrape(this.daemon);
	}

	/**
	 * Scrape an application that has the series itself.
	 * @return the size of the scrape
	 */
	@Benchmark
	public int application() throws IOException {
		return scrape(this.application);
	}

	private static int scrape(PrometheusMeterRegistry registry) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream(1024 * 1024);
		registry.scrape(out);
		return out.size();
	}

	/**
	 * A process that has answered.
	 */
	private static final class AnsweredSource implements MetricsSource {

		private final String name;

		private final MetricsFile file;

		private AnsweredSource(Path directory, int index, MeterRegistry registry) {
			this.name = "worker-" + index;
			this.file = MetricsFile.create(directory.resolve("region"), index, new MetricsLayout(1024 * 1024, 5000));
			MetricsWriter writer = MetricsWriter.open(this.file.path());
			MeterReading reading = new RegistryMeterSource(() -> List.of(registry), () -> {
			}).read(writer.maxSeries());
			writer.write(reading.meters(), reading.values(), reading.leftOut(), Long.MAX_VALUE);
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public long ask() {
			return this.file.request();
		}

		@Override
		public boolean isAnswered(long request) {
			return this.file.isAnswered(request);
		}

		@Override
		public boolean isPresent(long pid) {
			return true;
		}

		@Override
		public MetricsRead read() {
			return this.file.read();
		}

		@Override
		public boolean isOf(String worker) {
			return worker.equals(this.name);
		}

	}

}
