package dev.daemonspring.child;

import dev.daemonspring.region.MeterReading;

/**
 * A bean of a worker process that reads the meters of that process. Called on one thread
 * that is never a worker's.
 */
@FunctionalInterface
public interface MeterSource {

	/**
	 * Read the meters.
	 * @param maxSeries the number of series beyond which nobody takes notice
	 * @return the values; described by the same list as before as long as there are the
	 * same meters
	 */
	MeterReading read(int maxSeries);

}
