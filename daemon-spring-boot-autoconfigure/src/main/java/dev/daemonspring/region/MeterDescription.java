package dev.daemonspring.region;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the values of a meter in a metrics file are.
 *
 * @param name the meter's name, as its author gave it
 * @param kind what kind of meter it is
 * @param unit the base unit, or {@code null}
 * @param description the description, or {@code null}
 * @param tags keys and values of the tags, in turn, in the order of the keys
 * @param buckets the upper bounds of the buckets, rising, without infinity; in seconds
 * where the meter measures time
 * @param percentiles the percentiles that are told, from 0 to 1
 */
public record MeterDescription(String name, MeterKind kind, @Nullable String unit, @Nullable String description,
		List<String> tags, List<Double> buckets, List<Double> percentiles) {

	public MeterDescription {
		tags = List.copyOf(tags);
		buckets = List.copyOf(buckets);
		percentiles = List.copyOf(percentiles);
	}

	/**
	 * Return the number of values that the meter has.
	 * @return the number of values
	 */
	public int values() {
		return this.kind.scalars() + this.buckets.size() + this.percentiles.size();
	}

	/**
	 * Return where the counts of the buckets begin among the values.
	 * @return the index of the first
	 */
	public int firstBucket() {
		return this.kind.scalars();
	}

	/**
	 * Return where the percentiles begin among the values.
	 * @return the index of the first
	 */
	public int firstPercentile() {
		return this.kind.scalars() + this.buckets.size();
	}

	/**
	 * Return how many series a scrape shows of the meter.
	 * @return the number of series
	 */
	public int series() {
		return values() + (this.buckets.isEmpty() ? 0 : 1);
	}

	/**
	 * Return what tells this meter from others of the process.
	 * @return name, kind and tags
	 */
	public Key key() {
		return new Key(this.name, this.kind, this.tags);
	}

	/**
	 * What tells a meter from others of a process.
	 *
	 * @param name the meter's name
	 * @param kind what kind of meter it is
	 * @param tags keys and values of the tags, in turn
	 */
	public record Key(String name, MeterKind kind, List<String> tags) {
	}

}
