package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.region.MetricsSnapshot;

/**
 * The meters of a worker across its processes. What only rises (counts, sums, buckets)
 * goes on from where the dead processes left it, so that it never falls; what rises and
 * falls (gauges, maxima, percentiles) is gone with its process. Not thread-safe.
 */
final class FoldedMeters {

	private final int maxSeries;

	private final Map<MeterDescription.Key, Base> bases = new LinkedHashMap<>();

	private int seriesOfBases;

	private int leftOut;

	private @Nullable MetricsSnapshot current;

	private long number;

	private long foldedGeneration;

	private @Nullable Layout layout;

	/**
	 * Create the meters of a worker that has had no process yet.
	 * @param maxSeries how many series of dead processes are kept
	 */
	FoldedMeters(int maxSeries) {
		this.maxSeries = maxSeries;
	}

	/**
	 * Take notice of what a process has told.
	 * @param snapshots snapshots in the order in which they were written
	 */
	void observe(List<MetricsSnapshot> snapshots) {
		for (MetricsSnapshot snapshot : snapshots) {
			if (snapshot.number() > this.number && snapshot.generation() > this.foldedGeneration) {
				if (this.current != null && this.current.generation() != snapshot.generation()) {
					fold();
				}
				this.number = snapshot.number();
				this.current = snapshot;
			}
		}
	}

	/**
	 * Return the last snapshot of the process that lives, or was not yet found dead.
	 * @return the snapshot, or {@code null} if there is none
	 */
	@Nullable MetricsSnapshot current() {
		return this.current;
	}

	/**
	 * Return how many series of dead processes could not be kept.
	 */
	int leftOut() {
		return this.leftOut;
	}

	/**
	 * Continue with another file: its numbers begin anew.
	 */
	void changeFile() {
		fold();
		this.number = 0;
		this.foldedGeneration = 0;
	}

	/**
	 * The process is dead.
	 */
	void fold() {
		MetricsSnapshot dead = this.current;
		if (dead == null) {
			return;
		}
		this.current = null;
		this.layout = null;
		this.foldedGeneration = dead.generation();
		int position = 0;
		for (MeterDescription meter : dead.meters()) {
			if (meter.kind().cumulative() > 0) {
				Base base = base(meter);
				if (base != null) {
					base.add(meter, dead.values(), position);
				}
			}
			position += meter.values();
		}
	}

	private @Nullable Base base(MeterDescription meter) {
		Base known = this.bases.get(meter.key());
		if (known != null) {
			return known;
		}
		if (this.seriesOfBases + meter.series() > this.maxSeries) {
			this.leftOut++;
			return null;
		}
		Base created = new Base(meter);
		this.seriesOfBases += meter.series();
		this.bases.put(meter.key(), created);
		return created;
	}

	/**
	 * Return the meters as they are to be shown.
	 * @return what the values are: the same list as before as long as there are the same
	 * meters
	 */
	List<MeterDescription> meters() {
		return layout().meters;
	}

	/**
	 * Return the values of the meters as they are to be shown. What a dead process takes
	 * with it is not a number.
	 * @return the values, one meter after the other
	 */
	double[] values() {
		Layout arranged = layout();
		double[] values = new double[arranged.values];
		int position = 0;
		if (this.current != null) {
			System.arraycopy(this.current.values(), 0, values, 0, this.current.values().length);
			position = this.current.values().length;
		}
		Arrays.fill(values, position, values.length, Double.NaN);
		position = 0;
		for (int i = 0; i < arranged.meters.size(); i++) {
			MeterDescription meter = arranged.meters.get(i);
			Base base = arranged.bases.get(i);
			if (base != null) {
				base.addTo(meter, values, position);
			}
			position += meter.values();
		}
		return values;
	}

	private Layout layout() {
		List<MeterDescription> present = (this.current != null) ? this.current.meters() : List.of();
		Layout known = this.layout;
		if (known == null || known.present != present) {
			known = new Layout(present, this.bases);
			this.layout = known;
		}
		return known;
	}

	/**
	 * The meters that are shown: those of the present process, then those that only dead
	 * ones had.
	 */
	private static final class Layout {

		private final List<MeterDescription> present;

		private final List<MeterDescription> meters;

		private final List<@Nullable Base> bases = new ArrayList<>();

		private final int values;

		private Layout(List<MeterDescription> present, Map<MeterDescription.Key, Base> known) {
			this.present = present;
			Map<MeterDescription.Key, Base> others = new LinkedHashMap<>(known);
			List<MeterDescription> shown = new ArrayList<>(present);
			for (MeterDescription meter : present) {
				this.bases.add((meter.kind().cumulative() > 0) ? others.remove(meter.key()) : null);
			}
			for (Base base : others.values()) {
				shown.add(base.meter);
				this.bases.add(base);
			}
			this.meters = List.copyOf(shown);
			this.values = this.meters.stream().mapToInt(MeterDescription::values).sum();
		}

	}

	/**
	 * What all dead processes together have counted with a meter.
	 */
	private static final class Base {

		private MeterDescription meter;

		private final double[] scalars;

		private double[] buckets;

		private Base(MeterDescription meter) {
			this.meter = meter;
			this.scalars = new double[meter.kind().cumulative()];
			this.buckets = new double[meter.buckets().size()];
			withoutPercentiles(meter);
		}

		private void withoutPercentiles(MeterDescription described) {
			this.meter = new MeterDescription(described.name(), described.kind(), described.unit(),
					described.description(), described.tags(), described.buckets(), List.of());
		}

		private void add(MeterDescription dead, double[] values, int position) {
			if (!dead.buckets().equals(this.meter.buckets())) {
				// With other bounds nobody can tell where the old counts belong
				this.buckets = new double[dead.buckets().size()];
				withoutPercentiles(dead);
			}
			for (int i = 0; i < this.scalars.length; i++) {
				this.scalars[i] += rising(values[position + i]);
			}
			for (int i = 0; i < this.buckets.length; i++) {
				this.buckets[i] += rising(values[position + dead.firstBucket() + i]);
			}
		}

		/**
		 * A count that is no count would spoil the sum for ever.
		 */
		private static double rising(double value) {
			return (Double.isFinite(value) && value > 0) ? value : 0;
		}

		private void addTo(MeterDescription shown, double[] values, int position) {
			for (int i = 0; i < this.scalars.length; i++) {
				values[position + i] = rising(values[position + i]) + this.scalars[i];
			}
			if (shown.buckets().equals(this.meter.buckets())) {
				for (int i = 0; i < this.buckets.length; i++) {
					int index = position + shown.firstBucket() + i;
					values[index] = rising(values[index]) + this.buckets[i];
				}
			}
		}

	}

}
