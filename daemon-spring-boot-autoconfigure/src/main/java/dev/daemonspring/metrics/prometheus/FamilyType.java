package dev.daemonspring.metrics.prometheus;

import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The types of families that the meters of Micrometer become in a scrape.
 */
enum FamilyType {

	COUNTER, GAUGE, INFO, SUMMARY, HISTOGRAM, GAUGE_HISTOGRAM;

	/**
	 * Return the type of a family.
	 * @param snapshot the family
	 * @return the type, or {@code null} if no meter becomes such a family
	 */
	static @Nullable FamilyType of(MetricSnapshot snapshot) {
		if (snapshot instanceof HistogramSnapshot histogram) {
			return histogram.isGaugeHistogram() ? GAUGE_HISTOGRAM : HISTOGRAM;
		}
		if (snapshot instanceof CounterSnapshot) {
			return COUNTER;
		}
		if (snapshot instanceof GaugeSnapshot) {
			return GAUGE;
		}
		if (snapshot instanceof InfoSnapshot) {
			return INFO;
		}
		return (snapshot instanceof SummarySnapshot) ? SUMMARY : null;
	}

	/**
	 * Create a family of this type.
	 * @param metadata the name and the description
	 * @param points points of this type
	 * @return the family
	 */
	MetricSnapshot family(MetricMetadata metadata, List<DataPointSnapshot> points) {
		return switch (this) {
			case COUNTER -> new CounterSnapshot(metadata, cast(points));
			case GAUGE -> new GaugeSnapshot(metadata, cast(points));
			case INFO -> new InfoSnapshot(metadata, cast(points));
			case SUMMARY -> new SummarySnapshot(metadata, cast(points));
			case HISTOGRAM -> new HistogramSnapshot(metadata, cast(points));
			case GAUGE_HISTOGRAM -> new HistogramSnapshot(true, metadata, cast(points));
		};
	}

	@SuppressWarnings("unchecked")
	private static <T extends DataPointSnapshot> Collection<T> cast(List<DataPointSnapshot> points) {
		return (Collection<T>) points;
	}

}
