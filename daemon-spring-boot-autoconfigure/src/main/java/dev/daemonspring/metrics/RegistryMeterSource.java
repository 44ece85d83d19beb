package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.MeterSource;
import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.region.MeterReading;

/**
 * Reads the meters of a worker process from the registry that knows most of those that
 * are fetched. A meter that can't be read is left out, and the others are not affected.
 * Confined to the thread that reads.
 */
public final class RegistryMeterSource implements MeterSource {

	private static final Comparator<Meter> ORDER = Comparator
		.<Meter, String>comparing((meter) -> meter.getId().getName())
		.thenComparing((meter) -> meter.getId().getTags().toString());

	private final Supplier<List<MeterRegistry>> registries;

	private final Runnable beforeRead;

	private List<MeterDescription> meters = List.of();

	/**
	 * Create a source.
	 * @param registries the registries of the process, which come to exist with the call
	 * @param beforeRead what to do before each reading
	 */
	public RegistryMeterSource(Supplier<List<MeterRegistry>> registries, Runnable beforeRead) {
		this.registries = registries;
		this.beforeRead = beforeRead;
	}

	@Override
	public MeterReading read(int maxSeries) {
		MeterRegistry registry = PulledRegistry.best(this.registries.get());
		this.beforeRead.run();
		Reading reading = new Reading(maxSeries, PulledRegistry.PROMETHEUS == kind(registry));
		if (registry != null) {
			registry.getMeters().stream().sorted(ORDER).forEach(reading::add);
		}
		if (!reading.meters.equals(this.meters)) {
			this.meters = List.copyOf(reading.meters);
		}
		return new MeterReading(this.meters, reading.values(), reading.leftOut);
	}

	private static @Nullable PulledRegistry kind(@Nullable MeterRegistry registry) {
		return (registry != null) ? PulledRegistry.kindOf(registry) : null;
	}

	/**
	 * A reading in progress.
	 */
	private static final class Reading {

		private final int maxSeries;

		private final boolean buckets;

		private final List<MeterDescription> meters = new ArrayList<>();

		private final List<double[]> values = new ArrayList<>();

		private int series;

		private int leftOut;

		private Reading(int maxSeries, boolean buckets) {
			this.maxSeries = maxSeries;
			this.buckets = buckets;
		}

		private void add(Meter meter) {
			if (this.series >= this.maxSeries || isOfSteps(meter)) {
				this.leftOut++;
				return;
			}
			try {
				MeterValues.read(meter, this.buckets, this::add);
			}
			catch (RuntimeException | LinkageError ex) {
				this.leftOut++;
			}
		}

		/**
		 * The count of such a meter begins anew with each step.
		 */
		private static boolean isOfSteps(Meter meter) {
			return meter.getClass().getName().startsWith("io.micrometer.core.instrument.step.");
		}

		private void add(MeterValues read) {
			this.meters.add(read.description());
			this.values.add(read.values());
			this.series += read.description().series();
		}

		private double[] values() {
			return this.values.stream().flatMapToDouble(Arrays::stream).toArray();
		}

	}

}
