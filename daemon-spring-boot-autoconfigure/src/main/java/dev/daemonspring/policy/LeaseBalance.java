package dev.daemonspring.policy;

import java.util.Map;

/**
 * Decisions on how the leases of a cluster spread over its replicas. Every replica
 * decides for itself, by the same numbers.
 */
public final class LeaseBalance {

	private LeaseBalance() {
	}

	/**
	 * Return whether a replica is the one to hand a worker over: it has the most, and
	 * after that still no fewer than whoever gets it.
	 * @param replica the replica
	 * @param held how many leases each replica holds, those that hold none included
	 * @param most how many leases a replica may hold
	 */
	public static boolean isToHandOver(String replica, Map<String, Integer> held, int most) {
		int own = held.getOrDefault(replica, 0);
		for (Map.Entry<String, Integer> other : held.entrySet()) {
			boolean more = other.getValue() > own;
			boolean first = other.getValue() == own && other.getKey().compareTo(replica) < 0;
			if (more || first) {
				return false;
			}
		}
		return own - fewest(held, most, own) > 1;
	}

	/**
	 * Return how many leases a replica holds beyond the one that has the fewest: who has
	 * more lets those with fewer go first.
	 * @param replica the replica
	 * @param held how many leases each replica holds, those that hold none included
	 * @param most how many leases a replica may hold
	 */
	public static int surplus(String replica, Map<String, Integer> held, int most) {
		int own = held.getOrDefault(replica, 0);
		return own - fewest(held, most, own);
	}

	private static int fewest(Map<String, Integer> held, int most, int own) {
		int fewest = own;
		for (int count : held.values()) {
			if (count < fewest && count < most) {
				fewest = count;
			}
		}
		return fewest;
	}

}
