package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.daemonspring.region.MeterDescription;

/**
 * The meters of worker processes in those registries of the daemon that are fetched, but
 * not by Prometheus: function counters, function timers, gauges and time gauges with the
 * tag {@code worker}. Whoever reads one of them gets values that are a second old at
 * most. Thread-safe.
 */
public final class RegisteredMeters {

	private final Supplier<List<MeterRegistry>> registries;

	private final Supplier<MeterScrape> scrape;

	private final DroppedSeries dropped;

	private final Map<Identity, Registered> meters = new HashMap<>();

	private volatile List<ProcessMeters> shown = List.of();

	/**
	 * Create the meters; none is registered yet.
	 * @param registries the registries of the daemon
	 * @param scrape fetches the values
	 * @param dropped counts what is left out
	 */
	public RegisteredMeters(Supplier<List<MeterRegistry>> registries, Supplier<MeterScrape> scrape,
			DroppedSeries dropped) {
		this.registries = registries;
		this.scrape = scrape;
		this.dropped = dropped;
	}

	/**
	 * Register what is new, and remove what is gone.
	 * @param told the meters of the processes
	 */
	synchronized void update(List<ProcessMeters> told) {
		List<MeterRegistry> targets = targets();
		if (targets.isEmpty()) {
			return;
		}
		Set<Identity> present = new HashSet<>();
		for (ProcessMeters process : told) {
			for (MeterDescription meter : process.meters()) {
				Identity identity = new Identity(process.worker(), meter.key());
				present.add(identity);
				if (!this.meters.containsKey(identity)) {
					this.meters.put(identity, register(process, meter, targets));
				}
			}
		}
		handOut(told);
		this.meters.entrySet().removeIf((entry) -> {
			boolean gone = !present.contains(entry.getKey());
			if (gone) {
				entry.getValue().remove();
			}
			return gone;
		});
	}

	private List<MeterRegistry> targets() {
		return PulledRegistry.flatten(this.registries.get()).stream().filter((registry) -> {
			PulledRegistry kind = PulledRegistry.kindOf(registry);
			return kind == PulledRegistry.SIMPLE || kind == PulledRegistry.JMX;
		}).toList();
	}

	private Registered register(ProcessMeters process, MeterDescription meter, List<MeterRegistry> targets) {
		Registered registered = new Registered(meter);
		for (MeterRegistry registry : targets) {
			try {
				registered.add(registry, MeterRegistration.register(registry, process.tags(meter), meter,
						(index) -> value(registered, index)));
			}
			catch (RuntimeException ex) {
				this.dropped.leftOut(process.worker(), meter.name() + meter.tags(), String.valueOf(ex.getMessage()));
			}
		}
		return registered;
	}

	private double value(Registered meter, int index) {
		show(this.scrape.get().recent());
		return meter.value(index);
	}

	/**
	 * Hand out values, unless these have been handed out.
	 */
	private void show(List<ProcessMeters> told) {
		if (this.shown != told) {
			handOut(told);
		}
	}

	private synchronized void handOut(List<ProcessMeters> told) {
		this.shown = told;
		for (ProcessMeters process : told) {
			int position = 0;
			for (MeterDescription meter : process.meters()) {
				Registered registered = this.meters.get(new Identity(process.worker(), meter.key()));
				if (registered != null) {
					registered.show(process.values(), position);
				}
				position += meter.values();
			}
		}
	}

	/**
	 * What tells a meter from others.
	 */
	private record Identity(String worker, MeterDescription.Key key) {
	}

	/**
	 * A meter in one or more registries.
	 */
	private static final class Registered {

		private final Map<MeterRegistry, List<Meter>> meters = new HashMap<>();

		private volatile double[] values;

		private Registered(MeterDescription meter) {
			this.values = new double[meter.values()];
		}

		private void add(MeterRegistry registry, List<Meter> registered) {
			this.meters.computeIfAbsent(registry, (key) -> new ArrayList<>()).addAll(registered);
		}

		private void show(double[] all, int position) {
			double[] own = new double[this.values.length];
			System.arraycopy(all, position, own, 0, Math.min(own.length, all.length - position));
			this.values = own;
		}

		private double value(int index) {
			return this.values[index];
		}

		private void remove() {
			this.meters.forEach((registry, registered) -> registered.forEach(registry::remove));
		}

	}

}
