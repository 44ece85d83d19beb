package dev.daemonspring.metrics;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.logging.LoggingMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RegisteredMetersTests {

	@TempDir
	private Path directory;

	private final MeterRegistry worker = new SimpleMeterRegistry();

	private final SimpleMeterRegistry daemon = new SimpleMeterRegistry();

	private final DroppedSeries dropped = new DroppedSeries();

	@Test
	void metersOfTheWorkerAreInTheSimpleRegistryWithItsName() {
		this.worker.counter("orders", "kind", "paper").increment(3);
		Gauge.builder("queue", () -> 7).register(this.worker);
		TimeGauge.builder("uptime", () -> 90, TimeUnit.SECONDS).register(this.worker);
		Timer.builder("calls").register(this.worker).record(2, TimeUnit.SECONDS);
		DistributionSummary.builder("sizes").register(this.worker).record(42);
		LongTaskTimer.builder("jobs").register(this.worker).start();
		update(this.daemon);
		assertThat(this.daemon.get("orders").tags("kind", "paper", "worker", "handyman").functionCounter().count())
			.isEqualTo(3);
		assertThat(this.daemon.get("queue").tag("worker", "handyman").gauge().value()).isEqualTo(7);
		assertThat(this.daemon.get("uptime").tag("worker", "handyman").timeGauge().value(TimeUnit.SECONDS))
			.isEqualTo(90);
		assertThat(this.daemon.get("calls").functionTimer().count()).isEqualTo(1);
		assertThat(this.daemon.get("calls").functionTimer().totalTime(TimeUnit.SECONDS)).isEqualTo(2);
		assertThat(this.daemon.get("calls.max").timeGauge().value(TimeUnit.SECONDS)).isEqualTo(2);
		assertThat(this.daemon.get("sizes").meter().measure()).hasSize(3);
		assertThat(this.daemon.get("jobs.active").gauge().value()).isEqualTo(1);
	}

	@Test
	void valuesAreFetchedWhenTheyAreRead() {
		Timer timer = this.worker.timer("calls");
		RegisteredMeters registered = registered(List.of(this.daemon));
		assertThat(registered).isNotNull();
		timer.record(1, TimeUnit.SECONDS);
		Awaitility.await().until(() -> this.daemon.get("calls").functionTimer().count() == 1);
	}

	@Test
	void gaugesOfTheDeadAreRemovedAndCountsStay() {
		this.worker.counter("orders").increment(3);
		Gauge.builder("queue", () -> 7).register(this.worker);
		TestMetricsSource source = source();
		MeterScrape scrape = scrape(source);
		RegisteredMeters registered = new RegisteredMeters(() -> List.of(this.daemon), () -> scrape, this.dropped);
		registered.update(scrape.scrape());
		assertThat(this.daemon.find("queue").gauge()).isNotNull();
		source.kill();
		registered.update(scrape.refresh());
		assertThat(this.daemon.find("queue").gauge()).isNull();
		assertThat(this.daemon.get("orders").functionCounter().count()).isEqualTo(3);
	}

	@Test
	void registriesThatPushOrThatPrometheusScrapesGetNothing() {
		this.worker.counter("orders").increment();
		LoggingMeterRegistry push = new LoggingMeterRegistry();
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		List.of(push, prometheus, this.daemon).forEach(composite::add);
		update(composite);
		assertThat(push.find("orders").meter()).isNull();
		assertThat(prometheus.find("orders").meter()).isNull();
		assertThat(this.daemon.find("orders").meter()).isNotNull();
		push.close();
	}

	@Test
	void meterThatConflictsIsLeftOutAndCounted() {
		this.daemon.timer("orders", "worker", "handyman");
		this.worker.counter("orders").increment();
		this.worker.counter("others").increment();
		update(this.daemon);
		assertThat(this.daemon.find("others").meter()).isNotNull();
		assertThat(this.dropped.count("handyman")).isEqualTo(1);
	}

	private void update(MeterRegistry registry) {
		registered(List.of(registry));
	}

	private RegisteredMeters registered(List<MeterRegistry> registries) {
		MeterScrape scrape = scrape(source());
		RegisteredMeters registered = new RegisteredMeters(() -> registries, () -> scrape, this.dropped);
		registered.update(scrape.scrape());
		return registered;
	}

	private TestMetricsSource source() {
		return new TestMetricsSource(this.directory, "handyman", this.worker);
	}

	private MeterScrape scrape(TestMetricsSource source) {
		return new MeterScrape(() -> new ArrayList<>(List.of(source)), Duration.ofSeconds(1), 100, this.dropped,
				Clock.systemUTC());
	}

}
