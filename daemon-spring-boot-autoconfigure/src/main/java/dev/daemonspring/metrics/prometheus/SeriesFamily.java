package dev.daemonspring.metrics.prometheus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;

/**
 * The points that the meters of one process have in one family.
 */
final class SeriesFamily {

	private final MetricMetadata metadata;

	private final FamilyType type;

	private final List<SeriesPoint> points = new ArrayList<>();

	private final Set<Labels> labels = new HashSet<>();

	SeriesFamily(MetricMetadata metadata, FamilyType type) {
		this.metadata = metadata;
		this.type = type;
	}

	String name() {
		return this.metadata.getPrometheusName();
	}

	MetricMetadata metadata() {
		return this.metadata;
	}

	FamilyType type() {
		return this.type;
	}

	List<SeriesPoint> points() {
		return this.points;
	}

	/**
	 * Add a point.
	 * @return whether no other point has the same labels
	 */
	boolean add(SeriesPoint point) {
		return this.labels.add(point.labels()) && this.points.add(point);
	}

}
