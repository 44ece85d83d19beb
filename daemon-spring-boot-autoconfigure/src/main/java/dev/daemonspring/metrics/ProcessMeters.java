package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.supervisor.WorkerDefinition;

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

	/**
	 * What Prometheus itself makes of a label that the target already has.
	 */
	private static final String EXPORTED = "exported.";

	/**
	 * Return the tags with which a meter of the process is to be shown: its own, and the
	 * worker with its index. A tag of the author's that has the same key gives way,
	 * unless it says which worker of the process it is.
	 * @param meter the meter
	 * @return keys and values of the tags, in turn
	 */
	public List<String> tags(MeterDescription meter) {
		List<String> tags = new ArrayList<>(meter.tags());
		String shown = this.worker;
		int key = key(tags, InstanceTags.WORKER);
		if (key >= 0 && isOwn(tags.get(key + 1))) {
			tags.subList(key, key + 2).clear();
		}
		else if (key >= 0 && this.hosts.test(tags.get(key + 1))) {
			shown = tags.get(key + 1);
			tags.subList(key, key + 2).clear();
		}
		else if (key >= 0) {
			tags.set(key, EXPORTED + InstanceTags.WORKER);
		}
		tags.add(InstanceTags.WORKER);
		tags.add(WorkerDefinition.workerOf(shown));
		addIndex(tags, InstanceTags.index(shown));
		return tags;
	}

	private boolean isOwn(String named) {
		return named.equals(this.worker) || named.equals(WorkerDefinition.workerOf(this.worker));
	}

	private static void addIndex(List<String> tags, @Nullable String index) {
		if (index == null) {
			return;
		}
		int key = key(tags, InstanceTags.INDEX);
		if (key >= 0) {
			tags.set(key, EXPORTED + InstanceTags.INDEX);
		}
		tags.add(InstanceTags.INDEX);
		tags.add(index);
	}

	private static int key(List<String> tags, String key) {
		for (int i = 0; i < tags.size(); i += 2) {
			if (tags.get(i).equals(key)) {
				return i;
			}
		}
		return -1;
	}

}
