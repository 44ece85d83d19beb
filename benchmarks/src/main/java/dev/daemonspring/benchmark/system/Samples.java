package dev.daemonspring.benchmark.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of one thing, again and again. Not thread-safe.
 */
final class Samples {

	private final String unit;

	private final List<Double> values = new ArrayList<>();

	Samples(String unit) {
		this.unit = unit;
	}

	void add(double value) {
		this.values.add(value);
	}

	int count() {
		return this.values.size();
	}

	double median() {
		return quantile(0.5);
	}

	/**
	 * Return the value that the given share of all does not exceed.
	 */
	double quantile(double share) {
		List<Double> sorted = this.values.stream().sorted().toList();
		if (share == 0.5 && sorted.size() % 2 == 0) {
			return (sorted.get(sorted.size() / 2 - 1) + sorted.get(sorted.size() / 2)) / 2;
		}
		return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(Math.ceil(share * sorted.size())) - 1));
	}

	String typical() {
		return text(median()) + " " + this.unit;
	}

	String range() {
		return (count() > 1) ? text(quantile(1e-9)) + " to " + text(quantile(1)) : "";
	}

	/**
	 * Return what 19 of 20 do not exceed, where that is not the largest.
	 */
	String high() {
		return (count() >= 20) ? text(quantile(0.95)) : "";
	}

	static String text(double value) {
		int decimals = (Math.abs(value) >= 100) ? 0 : (Math.abs(value) >= 10) ? 1 : 2;
		return String.format(Locale.ROOT, "%,." + decimals + "f", value);
	}

}
