package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;

import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.region.MeterKind;

/**
 * The values of a meter, and what they are.
 *
 * @param description what the values are
 * @param values the values
 */
@SuppressWarnings("ArrayRecordComponent")
record MeterValues(MeterDescription description, double[] values) {

	/**
	 * Read a meter.
	 * @param meter the meter
	 * @param buckets whether buckets and percentiles are read, too
	 * @param target takes the values: for a meter of a kind of its own those of each
	 * measurement, else one
	 */
	static void read(Meter meter, boolean buckets, Consumer<MeterValues> target) {
		if (meter instanceof Counter counter) {
			target.accept(scalar(meter, MeterKind.COUNTER, counter.count()));
		}
		else if (meter instanceof FunctionCounter counter) {
			target.accept(scalar(meter, MeterKind.COUNTER, counter.count()));
		}
		else if (meter instanceof TimeGauge gauge) {
			target.accept(scalar(meter, MeterKind.TIME_GAUGE, gauge.value(TimeUnit.SECONDS)));
		}
		else if (meter instanceof Gauge gauge) {
			target.accept(scalar(meter, MeterKind.GAUGE, gauge.value()));
		}
		else if (meter instanceof Timer timer) {
			target.accept(distribution(meter, MeterKind.TIMER, timer.takeSnapshot(), true, buckets));
		}
		else if (meter instanceof LongTaskTimer timer) {
			target.accept(distribution(meter, MeterKind.LONG_TASK_TIMER, timer.takeSnapshot(), true, buckets));
		}
		else if (meter instanceof DistributionSummary summary) {
			target.accept(distribution(meter, MeterKind.SUMMARY, summary.takeSnapshot(), false, buckets));
		}
		else if (meter instanceof FunctionTimer timer) {
			target.accept(scalar(meter, MeterKind.FUNCTION_TIMER, timer.count(), timer.totalTime(TimeUnit.SECONDS)));
		}
		else {
			readMeasurements(meter, target);
		}
	}

	private static MeterValues scalar(Meter meter, MeterKind kind, double... values) {
		return new MeterValues(describe(meter, kind, List.of(), List.of()), values);
	}

	private static MeterValues distribution(Meter meter, MeterKind kind, HistogramSnapshot snapshot, boolean time,
			boolean buckets) {
		List<Double> bounds = new ArrayList<>();
		List<Double> percentiles = new ArrayList<>();
		List<Double> values = new ArrayList<>();
		values.add((double) snapshot.count());
		values.add(time ? snapshot.total(TimeUnit.SECONDS) : snapshot.total());
		values.add(time ? snapshot.max(TimeUnit.SECONDS) : snapshot.max());
		if (buckets) {
			for (CountAtBucket bucket : snapshot.histogramCounts()) {
				double bound = time ? bucket.bucket(TimeUnit.SECONDS) : bucket.bucket();
				if (Double.isFinite(bucket.bucket()) && bound != Double.MAX_VALUE) {
					bounds.add(bound);
					values.add(bucket.count());
				}
			}
			for (ValueAtPercentile percentile : snapshot.percentileValues()) {
				percentiles.add(percentile.percentile());
				values.add(time ? percentile.value(TimeUnit.SECONDS) : percentile.value());
			}
		}
		return new MeterValues(describe(meter, kind, bounds, percentiles),
				values.stream().mapToDouble(Double::doubleValue).toArray());
	}

	private static void readMeasurements(Meter meter, Consumer<MeterValues> target) {
		for (Measurement measurement : meter.measure()) {
			Statistic statistic = measurement.getStatistic();
			boolean rises = statistic == Statistic.COUNT || statistic == Statistic.TOTAL
					|| statistic == Statistic.TOTAL_TIME;
			MeterDescription description = describe(meter, rises ? MeterKind.CUSTOM_COUNTER : MeterKind.CUSTOM_GAUGE,
					List.of(), List.of());
			List<String> tags = new ArrayList<>(description.tags());
			tags.add("statistic");
			tags.add(statistic.name());
			target.accept(new MeterValues(
					new MeterDescription(description.name(), description.kind(), description.unit(),
							description.description(), tags, List.of(), List.of()),
					new double[] { measurement.getValue() }));
		}
	}

	private static MeterDescription describe(Meter meter, MeterKind kind, List<Double> buckets,
			List<Double> percentiles) {
		Meter.Id id = meter.getId();
		List<String> tags = new ArrayList<>();
		for (Tag tag : id.getTagsAsIterable()) {
			tags.add(tag.getKey());
			tags.add(tag.getValue());
		}
		return new MeterDescription(id.getName(), kind, id.getBaseUnit(), id.getDescription(), tags, buckets,
				percentiles);
	}

}
