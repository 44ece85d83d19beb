package dev.daemonspring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.supervisor.MetricsSource;

import static org.assertj.core.api.Assertions.assertThat;

class MeterScrapeTests {

	private static final Duration TIMEOUT = Duration.ofMillis(200);

	@TempDir
	private Path directory;

	private final List<MetricsSource> sources = new ArrayList<>();

	private final DroppedSeries dropped = new DroppedSeries();

	private final MeterScrape scrape = new MeterScrape(() -> this.sources, TIMEOUT, 5000, this.dropped,
			Clock.systemUTC());

	@Test
	void tellsThePresentValuesOfEveryWorker() {
		MeterRegistry registry = new SimpleMeterRegistry();
		Counter counter = registry.counter("orders");
		add("one", registry);
		add("two", registry);
		counter.increment();
		assertThat(this.scrape.scrape()).extracting(ProcessMeters::worker).containsExactly("one", "two");
		assertThat(this.scrape.scrape()).allSatisfy((process) -> assertThat(process.values()).containsExactly(1));
	}

	@Test
	void oneMuteWorkerCostsTheTimeoutAtMostAndNobodysValues() {
		MeterRegistry registry = new SimpleMeterRegistry();
		Counter counter = registry.counter("orders");
		add("busy", registry);
		TestMetricsSource mute = add("mute", registry);
		this.scrape.scrape();
		mute.mute(true);
		counter.increment(5);
		long start = System.nanoTime();
		List<ProcessMeters> told = this.scrape.scrape();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(TIMEOUT);
		assertThat(told.get(0).values()).containsExactly(5);
		assertThat(told.get(1).values()).containsExactly(0);
		assertThat(told.get(1).writtenAt()).isNotNull();
	}

	@Test
	void muteWorkerIsAskedAgainOnlyWhenItHasAnswered() {
		TestMetricsSource mute = add("mute", new SimpleMeterRegistry());
		this.scrape.scrape();
		mute.mute(true);
		this.scrape.scrape();
		int asked = mute.asked();
		this.scrape.scrape();
		assertThat(mute.asked()).isEqualTo(asked);
		mute.mute(false);
		mute.tell();
		this.scrape.scrape();
		assertThat(mute.asked()).isEqualTo(asked + 1);
	}

	@Test
	void muteWorkersAreWaitedForAllTogether() {
		int workers = 20;
		List<String> polls = new ArrayList<>();
		List<Integer> polledBeforeAsked = new ArrayList<>();
		for (int i = 0; i < workers; i++) {
			String name = "worker-" + i;
			TestMetricsSource source = add(name, new SimpleMeterRegistry());
			source.mute(true);
			source.onPoll(() -> {
				polls.add(name);
				polledBeforeAsked.add(Collections.frequency(askedOnce(), false));
			});
		}
		this.scrape.scrape();
		List<String> names = this.sources.stream().map(MetricsSource::name).toList();
		int rounds = polls.size() / workers;
		assertThat(polls).isEqualTo(Collections.nCopies(rounds, names).stream().flatMap(List::stream).toList());
		assertThat(polledBeforeAsked).containsOnly(0);
		// The pauses between rounds grow to 2 ms, however many workers there are
		assertThat(rounds).isBetween(2, 2 * (int) TIMEOUT.toMillis());
	}

	private List<Boolean> askedOnce() {
		return this.sources.stream().map((source) -> ((TestMetricsSource) source).asked() == 1).toList();
	}

	@Test
	void processThatHasNeverAnsweredIsNotWaitedForAgain() {
		TestMetricsSource mute = add("mute", new SimpleMeterRegistry());
		mute.mute(true);
		this.scrape.scrape();
		this.scrape.scrape();
		assertThat(mute.asked()).isEqualTo(1);
		mute.restart(new SimpleMeterRegistry());
		this.scrape.scrape();
		assertThat(mute.asked()).isEqualTo(2);
	}

	@Test
	void severalScrapesAtOnceShareOne() throws Exception {
		TestMetricsSource slow = add("slow", new SimpleMeterRegistry());
		slow.mute(true);
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<List<ProcessMeters>>> scrapes = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				scrapes.add(threads.submit(this.scrape::scrape));
			}
			for (Future<List<ProcessMeters>> told : scrapes) {
				assertThat(told.get()).hasSize(1);
			}
			assertThat(slow.asked()).isLessThan(8);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void countersDoNotFallWhenAProcessIsKilledTenTimes() {
		TestMetricsSource worker = add("worker", new SimpleMeterRegistry());
		double before = 0;
		for (int kill = 1; kill <= 10; kill++) {
			MeterRegistry registry = new SimpleMeterRegistry();
			registry.counter("orders").increment(kill);
			Gauge.builder("queue", () -> 3).register(registry);
			worker.restart(registry);
			worker.tell();
			worker.kill();
			this.scrape.exited("worker");
			ProcessMeters told = this.scrape.scrape().get(0);
			assertThat(told.values()).containsExactly(before + kill);
			assertThat(told.writtenAt()).isNull();
			before = told.values()[0];
		}
		assertThat(before).isEqualTo(55);
	}

	@Test
	void ageIsThatOfTheLastValues() {
		TestMetricsSource worker = add("worker", new SimpleMeterRegistry());
		assertThat(this.scrape.age("worker")).isNull();
		this.scrape.scrape();
		assertThat(this.scrape.age("worker")).isBetween(Duration.ZERO, Duration.ofSeconds(30));
		worker.kill();
		this.scrape.refresh();
		assertThat(this.scrape.age("worker")).isNull();
		assertThat(this.scrape.age("nobody")).isNull();
	}

	@Test
	void recentValuesAreNotFetchedAgain() {
		TestMetricsSource worker = add("worker", new SimpleMeterRegistry());
		this.scrape.recent(Duration.ofHours(1));
		this.scrape.recent(Duration.ofHours(1));
		assertThat(worker.asked()).isEqualTo(1);
	}

	@Test
	void valuesThatNobodyWasAskedForAreNotRecent() {
		TestMetricsSource worker = add("worker", new SimpleMeterRegistry());
		this.scrape.refresh();
		this.scrape.recent(Duration.ofHours(1));
		assertThat(worker.asked()).isEqualTo(1);
	}

	@Test
	void workerThatLeavesASharedProcessTakesNothingWithIt() {
		MeterRegistry registry = new SimpleMeterRegistry();
		registry.counter("orders").increment(3);
		add("files", registry).hosts("copy", "clean");
		this.scrape.scrape();
		this.scrape.exited("copy");
		assertThat(this.scrape.scrape()).singleElement()
			.satisfies((process) -> assertThat(process.values()).containsExactly(3));
		assertThat(this.scrape.age("copy")).isNotNull();
		assertThat(this.scrape.age("clean")).isNotNull();
	}

	@Test
	void processWhoseFileIsDeletedGoesOnToTell() throws IOException {
		MeterRegistry registry = new SimpleMeterRegistry();
		Counter counter = registry.counter("orders");
		TestMetricsSource worker = add("worker", registry);
		this.scrape.scrape();
		Files.delete(worker.file().path());
		counter.increment(3);
		assertThat(this.scrape.scrape().get(0).values()).containsExactly(3);
		assertThat(this.scrape.age("worker")).isNotNull();
		assertThat(this.dropped.count("worker")).isZero();
	}

	@Test
	void processThatFindsNoFileLeavesTheCountsOfTheOneBeforeAndIsWaitedForOnce() throws IOException {
		MeterRegistry registry = new SimpleMeterRegistry();
		registry.counter("orders").increment(3);
		Gauge.builder("queue", () -> 7).register(registry);
		TestMetricsSource worker = add("worker", registry);
		this.scrape.scrape();
		Files.delete(worker.file().path());
		worker.restartMute();
		for (int i = 0; i < 3; i++) {
			ProcessMeters told = this.scrape.scrape().get(0);
			assertThat(told.meters()).extracting((meter) -> meter.name()).containsExactly("orders");
			assertThat(told.values()).containsExactly(3);
			assertThat(told.writtenAt()).isNull();
		}
		assertThat(worker.asked()).isEqualTo(2);
		assertThat(this.scrape.age("worker")).isNull();
	}

	@Test
	void whatExceedsTheLimitIsCountedOnce() {
		MeterRegistry registry = new SimpleMeterRegistry();
		for (int i = 0; i < 20; i++) {
			registry.counter("orders." + i);
		}
		TestMetricsSource worker = new TestMetricsSource(this.directory, "worker", registry,
				new MetricsLayout(64 * 1024, 15));
		this.sources.add(worker);
		this.scrape.scrape();
		this.scrape.scrape();
		assertThat(this.dropped.count("worker")).isEqualTo(5);
	}

	private TestMetricsSource add(String name, MeterRegistry registry) {
		TestMetricsSource source = new TestMetricsSource(this.directory, name, registry);
		this.sources.add(source);
		return source;
	}

}
