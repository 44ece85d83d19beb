package dev.daemonspring.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MeterDescription;

/**
 * A point of a family, which gets its values with each scrape.
 *
 * @param meter the meter that the values are of
 * @param labels the labels, among them the worker
 * @param position where the values that the point shows begin
 * @param perishable whether the point is not shown while its value is not a number: a
 * dead process has taken it with it
 */
record SeriesPoint(MeterDescription meter, Labels labels, int position, boolean perishable) {

	private static final int SUM = 1;

	/**
	 * Return the point with its values.
	 * @param type the type of the family
	 * @param values the values of all meters of the process
	 * @return the point, or {@code null} if it is not shown
	 */
	@Nullable DataPointSnapshot at(FamilyType type, double[] values) {
		double first = values[this.position];
		if (this.perishable && Double.isNaN(first)) {
			return null;
		}
		return switch (type) {
			case COUNTER -> new CounterDataPointSnapshot(first, this.labels, null, 0);
			case GAUGE -> new GaugeDataPointSnapshot(first, this.labels, null);
			case INFO -> new InfoDataPointSnapshot(this.labels);
			case SUMMARY -> new SummaryDataPointSnapshot((long) first, values[this.position + SUM], quantiles(values),
					this.labels, Exemplars.EMPTY, 0);
			case HISTOGRAM, GAUGE_HISTOGRAM -> new HistogramDataPointSnapshot(buckets(values),
					values[this.position + SUM], this.labels, Exemplars.EMPTY, 0);
		};
	}

	private Quantiles quantiles(double[] values) {
		List<Double> percentiles = this.meter.percentiles();
		if (percentiles.isEmpty()) {
			return Quantiles.EMPTY;
		}
		List<Quantile> quantiles = new ArrayList<>(percentiles.size());
		int start = this.position + this.meter.firstPercentile();
		for (int i = 0; i < percentiles.size(); i++) {
			quantiles.add(new Quantile(percentiles.get(i), values[start + i]));
		}
		return Quantiles.of(quantiles);
	}

	/**
	 * The counts of a meter are cumulative; those of a snapshot are not.
	 */
	private ClassicHistogramBuckets buckets(double[] values) {
		List<Double> bounds = this.meter.buckets();
		double[] upper = new double[bounds.size() + 1];
		long[] counts = new long[upper.length];
		int start = this.position + this.meter.firstBucket();
		long below = 0;
		for (int i = 0; i < bounds.size(); i++) {
			upper[i] = bounds.get(i);
			long count = Math.max(below, (long) values[start + i]);
			counts[i] = count - below;
			below = count;
		}
		upper[bounds.size()] = Double.POSITIVE_INFINITY;
		counts[bounds.size()] = Math.max(0, (long) values[this.position] - below);
		return ClassicHistogramBuckets.of(upper, counts);
	}

}
