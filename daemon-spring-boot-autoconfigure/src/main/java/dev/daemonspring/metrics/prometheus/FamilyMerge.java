package dev.daemonspring.metrics.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.metrics.DroppedSeries;

/**
 * Merges the series of worker processes into families that fit those of the daemon. What
 * would make a scrape fail is left out: another type than the family has, or labels that
 * the family already has. Used for one scrape.
 */
final class FamilyMerge {

	private final DroppedSeries dropped;

	private final Map<String, Own> own = new HashMap<>();

	private final Map<String, Merged> merged = new LinkedHashMap<>();

	/**
	 * Begin a merge.
	 * @param own the families of the daemon
	 * @param dropped counts what is left out
	 */
	FamilyMerge(Iterable<MetricSnapshot> own, DroppedSeries dropped) {
		this.dropped = dropped;
		for (MetricSnapshot snapshot : own) {
			this.own.computeIfAbsent(snapshot.getMetadata().getPrometheusName(), (name) -> new Own(snapshot))
				.add(snapshot);
		}
	}

	/**
	 * Add the series of a process.
	 * @param worker the name of the worker, or of the process that workers share
	 * @param plan its families
	 * @param values its values
	 */
	void add(String worker, SeriesPlan plan, double[] values) {
		for (SeriesFamily family : plan.families()) {
			Own daemons = this.own.get(family.name());
			if (daemons != null && daemons.type != family.type()) {
				this.dropped.leftOut(worker, family.name(),
						"the daemon has a family of that name and another type, and not " + family.type());
				continue;
			}
			Merged target = this.merged.computeIfAbsent(family.name(), (name) -> new Merged(family, daemons));
			if (target.type != family.type()) {
				this.dropped.leftOut(worker, family.name(),
						"another worker has a family of that name and the type %s, and not %s".formatted(target.type,
								family.type()));
				continue;
			}
			for (SeriesPoint point : family.points()) {
				add(worker, family, point, values, target);
			}
		}
	}

	private void add(String worker, SeriesFamily family, SeriesPoint point, double[] values, Merged target) {
		try {
			DataPointSnapshot shown = point.at(family.type(), values);
			if (shown == null) {
				return;
			}
			if (target.taken.contains(point.labels())) {
				this.dropped.leftOut(worker, family.name() + point.labels(), "the daemon has the same series");
				return;
			}
			target.points.add(shown);
		}
		catch (RuntimeException ex) {
			this.dropped.leftOut(worker, family.name() + point.labels(),
					"its value can't be shown: " + ex.getMessage());
		}
	}

	/**
	 * Return the families of the processes.
	 */
	MetricSnapshots families() {
		List<MetricSnapshot> families = new ArrayList<>(this.merged.size());
		for (Merged family : this.merged.values()) {
			if (!family.points.isEmpty()) {
				families.add(family.type.family(family.metadata, family.points));
			}
		}
		return new MetricSnapshots(families);
	}

	/**
	 * A family of the daemon.
	 */
	private static final class Own {

		private final @Nullable FamilyType type;

		private final MetricMetadata metadata;

		private final Set<Labels> ofWorkers = new HashSet<>();

		private Own(MetricSnapshot snapshot) {
			this.type = FamilyType.of(snapshot);
			this.metadata = snapshot.getMetadata();
		}

		private void add(MetricSnapshot snapshot) {
			for (DataPointSnapshot point : snapshot.getDataPoints()) {
				if (point.getLabels().contains(SeriesPlan.WORKER)) {
					this.ofWorkers.add(point.getLabels());
				}
			}
		}

	}

	/**
	 * A family of processes.
	 */
	private static final class Merged {

		private final MetricMetadata metadata;

		private final FamilyType type;

		private final Set<Labels> taken;

		private final List<DataPointSnapshot> points = new ArrayList<>();

		private Merged(SeriesFamily family, @Nullable Own daemons) {
			this.metadata = (daemons != null) ? daemons.metadata : family.metadata();
			this.type = family.type();
			this.taken = (daemons != null) ? daemons.ofWorkers : Set.of();
		}

	}

}
