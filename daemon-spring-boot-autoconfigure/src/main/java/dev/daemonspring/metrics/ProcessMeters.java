package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MeterDescription;

/**
 * The meters of a worker's processes as they are to be shown.
 *
 * @param worker the name of the worker, or of the process that workers share
 * @param meters what the values are: the same list as long as there are the same meters
 * @param values the values, one meter after the other; not a number where a dead process
 * has taken a value with it
 * @param hosts tells whether a worker is one of the process's
 * @param writtenAt when the present process told them, in epoch milliseconds, or
 * {@code null} if there is no process that has
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProcessMeters(String worker, List<MeterDescription> meters, double[] values, Predicate<String> hosts,
		@Nullable Long writtenAt) {

	private static final String WORKER = "worker";

	/**
	 * What Prometheus itself makes of a label that the target already has.
	 */
	private static final String EXPORTED_WORKER = "exported.worker";

	/**
	 * Return the tags with which a meter of the process is to be shown: its own, and the
	 * worker. A tag of the author's that has the same key gives way, unless it says which
	 * worker of the process it is.
	 * @param meter the meter
	 * @return keys and values of the tags, in turn
	 */
	public List<String> tags(MeterDescription meter) {
		List<String> tags = new ArrayList<>(meter.tags());
		String shown = this.worker;
		for (int i = 0; i < tags.size(); i += 2) {
			if (tags.get(i).equals(WORKER)) {
				if (this.hosts.test(tags.get(i + 1))) {
					shown = tags.get(i + 1);
					tags.subList(i, i + 2).clear();
				}
				else {
					tags.set(i, EXPORTED_WORKER);
				}
				break;
			}
		}
		tags.add(WORKER);
		tags.add(shown);
		return tags;
	}

}
