package dev.daemonspring.region;

/**
 * The kinds of meters that a metrics file holds. Times are in seconds. Codes are part of
 * the format and never change.
 */
public enum MeterKind {

	/**
	 * A count that only rises: one value.
	 */
	COUNTER(1, 1, 1),

	/**
	 * A value that rises and falls: one value.
	 */
	GAUGE(2, 1, 0),

	/**
	 * A duration that rises and falls: one value.
	 */
	TIME_GAUGE(3, 1, 0),

	/**
	 * Durations of events: their count, their sum, the longest, and a cumulative count
	 * for each bucket and a value for each percentile.
	 */
	TIMER(4, 3, 2),

	/**
	 * Sizes of events: as a timer has them.
	 */
	SUMMARY(5, 3, 2),

	/**
	 * Tasks that are at work: as a timer has them, but everything falls when a task ends.
	 */
	LONG_TASK_TIMER(6, 3, 0),

	/**
	 * Durations of events that somebody else counts: count and sum.
	 */
	FUNCTION_TIMER(7, 2, 2),

	/**
	 * A measurement of a meter of another kind that only rises. Its last tag is the
	 * statistic: one value.
	 */
	CUSTOM_COUNTER(8, 1, 1),

	/**
	 * A measurement of a meter of another kind that rises and falls. Its last tag is the
	 * statistic: one value.
	 */
	CUSTOM_GAUGE(9, 1, 0);

	private static final MeterKind[] kinds = values();

	private final int code;

	private final int scalars;

	private final int cumulative;

	MeterKind(int code, int scalars, int cumulative) {
		this.code = code;
		this.scalars = scalars;
		this.cumulative = cumulative;
	}

	/**
	 * Return the code of the format.
	 */
	int code() {
		return this.code;
	}

	/**
	 * Return the number of values before buckets and percentiles.
	 */
	int scalars() {
		return this.scalars;
	}

	/**
	 * Return how many of the values, from the first on, only rise while a process lives.
	 * Buckets of such a meter only rise, too.
	 * @return the number of values
	 */
	public int cumulative() {
		return this.cumulative;
	}

	/**
	 * Return whether such a meter can have buckets and percentiles.
	 * @return whether it is a distribution
	 */
	public boolean isDistribution() {
		return this.scalars == TIMER.scalars;
	}

	static MeterKind ofCode(int code) {
		for (MeterKind kind : kinds) {
			if (kind.code == code) {
				return kind;
			}
		}
		throw new MetricsFormatException("No kind of meter has the code '" + code + "'");
	}

}
