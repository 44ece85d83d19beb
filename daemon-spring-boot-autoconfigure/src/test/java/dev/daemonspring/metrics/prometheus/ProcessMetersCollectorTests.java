package dev.daemonspring.metrics.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.metrics.DroppedSeries;
import dev.daemonspring.metrics.MeterScrape;
import dev.daemonspring.metrics.ScrapeMeters;
import dev.daemonspring.metrics.TestMetricsSource;
import dev.daemonspring.supervisor.MetricsSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessMetersCollectorTests {

	@TempDir
	private Path directory;

	private final List<MetricsSource> sources = new ArrayList<>();

	private final DroppedSeries dropped = new DroppedSeries();

	private final MeterScrape scrape = new MeterScrape(() -> this.sources, Duration.ofMillis(200), 5000, this.dropped,
			Clock.systemUTC());

	private final PrometheusMeterRegistry daemon = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final PrometheusMeterRegistry worker = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@BeforeEach
	void register() {
		this.daemon.getPrometheusRegistry()
			.register(new ProcessMetersCollector(this.daemon.getPrometheusRegistry(),
					this.daemon.config().namingConvention(), this.scrape::scrape, this.dropped));
	}

	@Test
	void nothingIsAddedWithoutWorkers() {
		this.daemon.counter("orders").increment();
		assertThat(series()).containsExactly("orders_total 1.0");
	}

	@Test
	void seriesAreThoseOfTheProcessWithTheLabelWorker() {
		everyKindOfMeter(this.worker, Tags.empty());
		add("handyman", this.worker);
		PrometheusMeterRegistry labelled = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		everyKindOfMeter(labelled, Tags.of("worker", "handyman"));
		assertThat(text(this.daemon).lines().filter((line) -> !isOfTime(line)).toList())
			.isEqualTo(text(labelled).lines().filter((line) -> !isOfTime(line)).toList());
		assertThat(this.dropped.count("handyman")).isZero();
	}

	@Test
	void familiesThatTheDaemonHasTooAreMerged() {
		everyKindOfMeter(this.daemon, Tags.empty());
		everyKindOfMeter(this.worker, Tags.empty());
		add("one", this.worker);
		add("two", this.worker);
		assertThat(text(this.daemon).lines().filter((line) -> line.startsWith("# TYPE orders_total"))).hasSize(1);
		assertThat(series()).contains("orders_total{kind=\"paper\"} 3.0",
				"orders_total{kind=\"paper\",worker=\"one\"} 3.0", "orders_total{kind=\"paper\",worker=\"two\"} 3.0");
		assertThat(this.dropped.count("one")).isZero();
	}

	@Test
	void histogramsStayHistograms() {
		Timer timer = Timer.builder("latency")
			.serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(500))
			.register(this.worker);
		timer.record(50, TimeUnit.MILLISECONDS);
		timer.record(300, TimeUnit.MILLISECONDS);
		timer.record(2, TimeUnit.SECONDS);
		TestMetricsSource source = add("handyman", this.worker);
		assertThat(text(this.daemon)).contains("# TYPE latency_seconds histogram");
		assertThat(series()).contains("latency_seconds_bucket{worker=\"handyman\",le=\"0.1\"} 1",
				"latency_seconds_bucket{worker=\"handyman\",le=\"0.5\"} 2",
				"latency_seconds_bucket{worker=\"handyman\",le=\"+Inf\"} 3",
				"latency_seconds_count{worker=\"handyman\"} 3", "latency_seconds_max{worker=\"handyman\"} 2.0");
		source.kill();
		assertThat(series())
			.contains("latency_seconds_bucket{worker=\"handyman\",le=\"0.1\"} 1",
					"latency_seconds_bucket{worker=\"handyman\",le=\"+Inf\"} 3")
			.noneMatch((line) -> line.startsWith("latency_seconds_max"));
	}

	@Test
	void gaugesOfTheDeadAreGone() {
		Gauge.builder("queue", () -> 7).register(this.worker);
		this.worker.counter("orders").increment();
		TestMetricsSource source = add("handyman", this.worker);
		assertThat(series()).contains("queue{worker=\"handyman\"} 7.0");
		source.kill();
		assertThat(series()).containsExactly("orders_total{worker=\"handyman\"} 1.0");
	}

	@Test
	void noSeriesHasThePidAsLabel() {
		everyKindOfMeter(this.worker, Tags.empty());
		add("handyman", this.worker);
		assertThat(series()).noneMatch((line) -> line.contains("pid=")
				|| line.contains("\"" + ProcessHandle.current().pid() + "\"") || line.contains("instance="));
	}

	@Test
	void typeThatConflictsWithTheDaemonsIsLeftOutAndCountedOnce() {
		this.daemon.counter("orders.total").increment();
		Gauge.builder("orders.total", () -> 7).register(this.worker);
		this.worker.counter("others").increment();
		add("handyman", this.worker);
		assertThat(series()).containsExactly("orders_total 1.0", "others_total{worker=\"handyman\"} 1.0");
		series();
		assertThat(this.dropped.count("handyman")).isEqualTo(1);
	}

	@Test
	void typeThatConflictsWithAnotherWorkersIsLeftOutAndCounted() {
		this.worker.counter("orders.total").increment();
		PrometheusMeterRegistry other = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		Gauge.builder("orders.total", () -> 7).register(other);
		add("one", this.worker);
		add("two", other);
		assertThat(series()).containsExactly("orders_total{worker=\"one\"} 1.0");
		assertThat(this.dropped.count("two")).isEqualTo(1);
		assertThat(this.dropped.count("one")).isZero();
	}

	@Test
	void typeThatConflictsWithinAProcessIsLeftOutAndCounted() {
		this.worker.counter("orders", "a", "1").increment();
		Gauge.builder("orders.total", () -> 7).register(this.worker);
		add("handyman", this.worker);
		assertThat(series()).hasSize(1);
		assertThat(this.dropped.count("handyman")).isEqualTo(1);
	}

	@Test
	void doubledLabelsAreLeftOutAndCounted() {
		this.daemon.counter("orders", "worker", "handyman").increment(2);
		this.worker.counter("orders").increment();
		this.worker.counter("other.orders").increment(3);
		this.worker.counter("other_orders").increment(4);
		add("handyman", this.worker);
		assertThat(series()).contains("orders_total{worker=\"handyman\"} 2.0")
			.filteredOn((line) -> line.startsWith("other_orders_total"))
			.hasSize(1);
		assertThat(this.dropped.count("handyman")).isEqualTo(2);
	}

	@Test
	void tagOfTheAuthorNamedWorkerIsRenamedAsPrometheusDoes() {
		this.worker.counter("orders", "worker", "joe").increment();
		this.worker.counter("others", "worker", "handyman").increment();
		add("handyman", this.worker);
		assertThat(series()).containsExactly("orders_total{exported_worker=\"joe\",worker=\"handyman\"} 1.0",
				"others_total{worker=\"handyman\"} 1.0");
		assertThat(this.dropped.count("handyman")).isZero();
	}

	@Test
	void workersThatShareAProcessAreOneSeriesWithTheNameOfTheProcess() {
		this.worker.counter("orders").increment(3);
		TestMetricsSource source = add("files", this.worker).hosts("copy", "clean");
		assertThat(series()).containsExactly("orders_total{worker=\"files\"} 3.0");
		PrometheusMeterRegistry next = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		next.counter("orders").increment(2);
		source.restart(next);
		assertThat(series()).containsExactly("orders_total{worker=\"files\"} 5.0");
		assertThat(this.dropped.count("files")).isZero();
	}

	@Test
	void tagOfTheAuthorThatNamesAWorkerOfTheSharedProcessStays() {
		this.worker.counter("orders", "worker", "copy").increment(3);
		this.worker.counter("orders", "worker", "clean").increment(4);
		this.worker.counter("others", "worker", "joe").increment(5);
		add("files", this.worker).hosts("copy", "clean");
		assertThat(series()).containsExactlyInAnyOrder("orders_total{worker=\"copy\"} 3.0",
				"orders_total{worker=\"clean\"} 4.0", "others_total{exported_worker=\"joe\",worker=\"files\"} 5.0");
		assertThat(this.dropped.count("files")).isZero();
	}

	@Test
	void workersThatShareAProcessHaveItsAgeAndWhatItLeavesOutEach() {
		this.worker.counter("orders", "a.b", "1", "a_b", "2").increment();
		add("files", this.worker).hosts("copy", "clean");
		new ScrapeMeters(() -> List.of("copy", "clean"), this.scrape, this.dropped).bindTo(this.daemon);
		series();
		assertThat(series())
			.contains("daemon_worker_metrics_dropped_total{worker=\"copy\"} 1.0",
					"daemon_worker_metrics_dropped_total{worker=\"clean\"} 1.0")
			.filteredOn((line) -> line.startsWith("daemon_worker_metrics_age_seconds{"))
			.hasSize(2)
			.noneMatch((line) -> line.endsWith("NaN"));
	}

	@Test
	void illegalNameIsLeftOutAndCounted() {
		this.worker.counter("orders", "a.b", "1", "a_b", "2").increment();
		this.worker.counter("others").increment();
		add("handyman", this.worker);
		assertThat(series()).containsExactly("others_total{worker=\"handyman\"} 1.0");
		assertThat(this.dropped.count("handyman")).isEqualTo(1);
	}

	@Test
	void meterThatThrowsIsLeftOutAndCounted() {
		FunctionCounter.builder("broken", this, (self) -> {
			throw new IllegalStateException("no connection");
		}).register(this.worker);
		DoubleSupplier broken = () -> {
			throw new IllegalStateException("no connection");
		};
		Meter.builder("broken.too", Meter.Type.OTHER, List.of(new Measurement(broken, Statistic.VALUE)))
			.register(this.worker);
		this.worker.counter("orders").increment();
		add("handyman", this.worker);
		assertThat(series()).contains("orders_total{worker=\"handyman\"} 1.0")
			.noneMatch((line) -> line.startsWith("broken_too"));
		assertThat(this.dropped.count("handyman")).isPositive();
	}

	@Test
	void countThatIsNoneIsLeftOutAndCounted() {
		FunctionCounter.builder("negative", this, (self) -> -1).register(this.worker);
		this.worker.counter("orders").increment();
		add("handyman", this.worker);
		assertThat(series()).contains("orders_total{worker=\"handyman\"} 1.0");
		assertThat(this.dropped.count("handyman")).isEqualTo(1);
	}

	@Test
	void typeThatConflictsWithAMetricOutsideMicrometerIsLeftOutAndCounted() {
		GaugeWithCallback.builder()
			.name("direct")
			.callback((callback) -> callback.call(1))
			.register(this.daemon.getPrometheusRegistry());
		this.worker.counter("direct").increment();
		add("handyman", this.worker);
		assertThat(series()).containsExactly("direct 1.0");
		assertThat(this.dropped.count("handyman")).isEqualTo(1);
	}

	private TestMetricsSource add(String name, MeterRegistry registry) {
		TestMetricsSource source = new TestMetricsSource(this.directory, name, registry);
		this.sources.add(source);
		return source;
	}

	private List<String> series() {
		return text(this.daemon).lines().filter((line) -> !line.startsWith("#")).toList();
	}

	private static String text(PrometheusMeterRegistry registry) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			registry.scrape(out);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private static boolean isOfTime(String line) {
		return line.startsWith("jobs_seconds");
	}

	private static void everyKindOfMeter(MeterRegistry registry, Tags tags) {
		registry.counter("orders", tags.and("kind", "paper")).increment(3);
		FunctionCounter.builder("cache.hits", registry, (self) -> 12).description("Hits").tags(tags).register(registry);
		Gauge.builder("queue", () -> 7).baseUnit("messages").tags(tags).register(registry);
		Gauge.builder("build.info", () -> 1).tags(tags.and("version", "1")).register(registry);
		TimeGauge.builder("uptime", () -> 90, TimeUnit.SECONDS).tags(tags).register(registry);
		Timer.builder("calls").tags(tags).register(registry).record(30, TimeUnit.MILLISECONDS);
		Timer.builder("calls.percentiles")
			.tags(tags)
			.publishPercentiles(0.5, 0.9)
			.register(registry)
			.record(30, TimeUnit.MILLISECONDS);
		Timer.builder("calls.histogram")
			.tags(tags)
			.publishPercentileHistogram()
			.register(registry)
			.record(30, TimeUnit.MILLISECONDS);
		DistributionSummary.builder("sizes").baseUnit("bytes").tags(tags).register(registry).record(42);
		DistributionSummary.builder("sizes.histogram")
			.serviceLevelObjectives(10, 100)
			.tags(tags)
			.register(registry)
			.record(42);
		FunctionTimer.builder("external", registry, (self) -> 4, (self) -> 2, TimeUnit.SECONDS)
			.tags(tags)
			.register(registry);
		LongTaskTimer.builder("jobs").tags(tags).register(registry).start();
		Meter.builder("custom", Meter.Type.OTHER,
				List.of(new Measurement(() -> 1.0, Statistic.COUNT), new Measurement(() -> 2.0, Statistic.TOTAL),
						new Measurement(() -> 3.0, Statistic.MAX), new Measurement(() -> 4.0, Statistic.VALUE),
						new Measurement(() -> 5.0, Statistic.ACTIVE_TASKS),
						new Measurement(() -> 6.0, Statistic.DURATION)))
			.tags(tags)
			.register(registry);
	}

}
