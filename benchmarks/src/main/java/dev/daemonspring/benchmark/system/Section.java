package dev.daemonspring.benchmark.system;

/**
 * A part of the benchmark that can be run for itself.
 */
interface Section {

	/**
	 * Return the name by which it is selected.
	 */
	String name();

	/**
	 * Measure, and add the figures to the table.
	 */
	void measure(Workshop workshop, Options options, Table table);

}
