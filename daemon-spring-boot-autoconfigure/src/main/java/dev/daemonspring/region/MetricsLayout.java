package dev.daemonspring.region;

/**
 * The dimensions of a metrics file.
 *
 * @param maxSize the size that the file must not exceed, in bytes, 64 KiB to 64 MiB
 * @param maxSeries the number of series that a process may tell, 1 to 1,000,000
 */
public record MetricsLayout(int maxSize, int maxSeries) {

	/**
	 * The smallest size that a file may be given.
	 */
	public static final int MIN_SIZE = 64 * 1024;

	/**
	 * The largest size that a file may be given.
	 */
	public static final int MAX_SIZE = 64 * 1024 * 1024;

	/**
	 * The largest number of series that a process may be allowed.
	 */
	public static final int MOST_SERIES = 1_000_000;

	public MetricsLayout {
		check("size of a metrics file in bytes", maxSize, MIN_SIZE, MAX_SIZE);
		check("number of series", maxSeries, 1, MOST_SERIES);
	}

	private static void check(String what, int value, int min, int max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException(
					"The " + what + " is '" + value + "'; it must be from " + min + " to " + max + ".");
		}
	}

	/**
	 * Return the size of one buffer, in whole pages.
	 */
	int bufferSize() {
		return (this.maxSize - MetricsFileDescriptor.HEADER_SIZE) / MetricsFileDescriptor.BUFFERS
				& -RegionDescriptor.PAGE;
	}

	/**
	 * Return the size of the file.
	 */
	int size() {
		return MetricsFileDescriptor.HEADER_SIZE + MetricsFileDescriptor.BUFFERS * bufferSize();
	}

}
