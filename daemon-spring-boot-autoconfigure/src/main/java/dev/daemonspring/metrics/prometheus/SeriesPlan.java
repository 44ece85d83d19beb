package dev.daemonspring.metrics.prometheus;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.metrics.DroppedSeries;
import dev.daemonspring.metrics.ProcessMeters;
import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.region.MeterKind;

/**
 * The families and points that the meters of one process become in a scrape: the same as
 * in the process's own, with the label {@code worker}. Made once, and good for as long as
 * the process has the same meters.
 */
final class SeriesPlan {

	static final String WORKER = "worker";

	private static final String NO_HELP = " ";

	private static final int MAX = 2;

	private final ProcessMeters process;

	private final String worker;

	private final List<MeterDescription> meters;

	private final NamingConvention naming;

	private final DroppedSeries dropped;

	private final Map<String, SeriesFamily> families = new LinkedHashMap<>();

	SeriesPlan(ProcessMeters process, NamingConvention naming, DroppedSeries dropped) {
		this.process = process;
		this.worker = process.worker();
		this.meters = process.meters();
		this.naming = naming;
		this.dropped = dropped;
		int position = 0;
		for (MeterDescription meter : this.meters) {
			try {
				add(meter, position);
			}
			catch (RuntimeException ex) {
				dropped.leftOut(this.worker, meter.name(), "it has an illegal name or label: " + ex.getMessage());
			}
			position += meter.values();
		}
	}

	/**
	 * Return whether the plan is good for what the process tells now.
	 */
	boolean isOf(ProcessMeters process) {
		return this.meters == process.meters();
	}

	Collection<SeriesFamily> families() {
		return this.families.values();
	}

	private void add(MeterDescription meter, int position) {
		String name = this.naming.name(meter.name(), typeOf(meter.kind()), unitOf(meter));
		Labels labels = labels(meter);
		switch (meter.kind()) {
			case COUNTER -> add(name, FamilyType.COUNTER, meter, labels, position);
			case GAUGE ->
				add(name, meter.name().endsWith(".info") ? FamilyType.INFO : FamilyType.GAUGE, meter, labels, position);
			case TIME_GAUGE -> add(name, FamilyType.GAUGE, meter, labels, position);
			case FUNCTION_TIMER -> add(name, FamilyType.SUMMARY, meter, labels, position);
			case TIMER, SUMMARY, LONG_TASK_TIMER -> addDistribution(name, meter, labels, position);
			case CUSTOM_COUNTER, CUSTOM_GAUGE -> addMeasurement(name, meter, labels, position);
		}
	}

	private void addDistribution(String name, MeterDescription meter, Labels labels, int position) {
		FamilyType histogram = (meter.kind() == MeterKind.LONG_TASK_TIMER) ? FamilyType.GAUGE_HISTOGRAM
				: FamilyType.HISTOGRAM;
		add(name, meter.buckets().isEmpty() ? FamilyType.SUMMARY : histogram, meter, labels, position);
		add(name + "_max", FamilyType.GAUGE, meter, labels, position + MAX);
	}

	private void addMeasurement(String name, MeterDescription meter, Labels labels, int position) {
		String suffix = switch (meter.tags().get(meter.tags().size() - 1)) {
			case "TOTAL", "TOTAL_TIME" -> "_sum";
			case "COUNT" -> "";
			case "MAX" -> "_max";
			case "ACTIVE_TASKS" -> "_active_count";
			case "DURATION" -> "_duration_sum";
			default -> "_value";
		};
		boolean counter = meter.kind() == MeterKind.CUSTOM_COUNTER;
		add(name + suffix, counter ? FamilyType.COUNTER : FamilyType.GAUGE, meter, labels, position);
	}

	private void add(String name, FamilyType type, MeterDescription meter, Labels labels, int position) {
		String help = (meter.description() != null) ? meter.description() : NO_HELP;
		MetricMetadata metadata = new MetricMetadata(name, help, null);
		SeriesFamily family = this.families.computeIfAbsent(metadata.getPrometheusName(),
				(key) -> new SeriesFamily(metadata, type));
		boolean perishable = meter.kind().cumulative() == 0 || isMaximum(type, meter);
		if (family.type() != type) {
			this.dropped.leftOut(this.worker, name + labels, "the family is a %s, and the meter '%s' would be a %s"
				.formatted(family.type(), meter.name(), type));
		}
		else if (!family.add(new SeriesPoint(meter, labels, position, perishable))) {
			this.dropped.leftOut(this.worker, name + labels, "another meter of the process has the same labels");
		}
	}

	/**
	 * Return whether a family shows the maximum of a distribution.
	 */
	private static boolean isMaximum(FamilyType type, MeterDescription meter) {
		return type == FamilyType.GAUGE && meter.kind().isDistribution();
	}

	private Labels labels(MeterDescription meter) {
		Map<String, String> labels = new TreeMap<>();
		List<String> tags = this.process.tags(meter);
		for (int i = 0; i < tags.size(); i += 2) {
			String key = this.naming.tagKey(tags.get(i));
			if (labels.put(key, tags.get(i + 1)) != null) {
				throw new IllegalArgumentException("the label '" + key + "' is doubled");
			}
		}
		return Labels.of(labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
	}

	private static Meter.Type typeOf(MeterKind kind) {
		return switch (kind) {
			case COUNTER -> Meter.Type.COUNTER;
			case GAUGE, TIME_GAUGE -> Meter.Type.GAUGE;
			case TIMER, FUNCTION_TIMER -> Meter.Type.TIMER;
			case SUMMARY -> Meter.Type.DISTRIBUTION_SUMMARY;
			case LONG_TASK_TIMER -> Meter.Type.LONG_TASK_TIMER;
			case CUSTOM_COUNTER, CUSTOM_GAUGE -> Meter.Type.OTHER;
		};
	}

	private static @Nullable String unitOf(MeterDescription meter) {
		return switch (meter.kind()) {
			case TIMER, TIME_GAUGE, FUNCTION_TIMER, LONG_TASK_TIMER -> "seconds";
			default -> meter.unit();
		};
	}

}
