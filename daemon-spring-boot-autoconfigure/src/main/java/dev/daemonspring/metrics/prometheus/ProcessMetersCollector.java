package dev.daemonspring.metrics.prometheus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.daemonspring.metrics.DroppedSeries;
import dev.daemonspring.metrics.ProcessMeters;

/**
 * Adds the meters of worker processes to a Prometheus scrape of the daemon. It never
 * makes a scrape fail: to know what the daemon's families are, it collects them first.
 * Thread-safe.
 */
public final class ProcessMetersCollector implements MultiCollector {

	private static final Log logger = LogFactory.getLog(ProcessMetersCollector.class);

	private final PrometheusRegistry registry;

	private final NamingConvention naming;

	private final Supplier<List<ProcessMeters>> processes;

	private final DroppedSeries dropped;

	private final Map<String, SeriesPlan> plans = new HashMap<>();

	private final ThreadLocal<Boolean> collecting = ThreadLocal.withInitial(() -> false);

	/**
	 * Create a collector.
	 * @param registry the registry that it is going to be registered with
	 * @param naming how names of meters become names of families
	 * @param processes fetches the meters
	 * @param dropped counts what is left out
	 */
	public ProcessMetersCollector(PrometheusRegistry registry, NamingConvention naming,
			Supplier<List<ProcessMeters>> processes, DroppedSeries dropped) {
		this.registry = registry;
		this.naming = naming;
		this.processes = processes;
		this.dropped = dropped;
	}

	@Override
	public MetricSnapshots collect() {
		if (this.collecting.get()) {
			return MetricSnapshots.of();
		}
		this.collecting.set(true);
		try {
			return merge(this.processes.get());
		}
		catch (RuntimeException ex) {
			logger.warn("The meters of worker processes are missing in a scrape", ex);
			return MetricSnapshots.of();
		}
		finally {
			this.collecting.remove();
		}
	}

	private MetricSnapshots merge(List<ProcessMeters> told) {
		if (told.isEmpty()) {
			return MetricSnapshots.of();
		}
		FamilyMerge merge = new FamilyMerge(this.registry.scrape(), this.dropped);
		for (ProcessMeters process : told) {
			merge.add(process.worker(), plan(process), process.values());
		}
		return merge.families();
	}

	private synchronized SeriesPlan plan(ProcessMeters process) {
		SeriesPlan known = this.plans.get(process.worker());
		if (known == null || !known.isOf(process)) {
			known = new SeriesPlan(process, this.naming, this.dropped);
			this.plans.put(process.worker(), known);
		}
		return known;
	}

}
