package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The leases of all replicas as the store showed them at one moment. The store's clock is
 * read off a lease of this replica, whose end is known by both clocks. Immutable.
 */
final class ClusterView {

	private final Map<String, LeaseEntry> entries = new HashMap<>();

	private final Map<String, Long> ends = new HashMap<>();

	private final Map<String, Integer> held = new HashMap<>();

	/**
	 * Create a view.
	 * @param listed what the store showed
	 * @param names the names of the leases
	 * @param ownEnds when the leases of this replica end by the monotonic clock, by their
	 * names
	 * @param replica the name of this replica
	 * @param now the current time in nanoseconds
	 */
	ClusterView(List<LeaseEntry> listed, LeaseNames names, Map<String, Long> ownEnds, String replica, long now) {
		for (LeaseEntry entry : listed) {
			this.entries.put(entry.name(), entry);
		}
		LeaseEntry reference = reference(ownEnds, replica);
		Long end = (reference != null) ? ownEnds.get(reference.name()) : null;
		if (reference == null || end == null) {
			return;
		}
		for (LeaseEntry entry : listed) {
			long ends = end + Duration.between(reference.until(), entry.until()).toNanos();
			this.ends.put(entry.name(), ends);
			if (ends - now > 0) {
				count(entry, names);
			}
		}
	}

	/**
	 * Return the lease of this replica that was renewed last.
	 */
	private @Nullable LeaseEntry reference(Map<String, Long> ownEnds, String replica) {
		LeaseEntry latest = null;
		for (String name : ownEnds.keySet()) {
			LeaseEntry entry = this.entries.get(name);
			boolean own = entry != null && entry.holder().equals(replica);
			if (entry != null && own && (latest == null || entry.until().isAfter(latest.until()))) {
				latest = entry;
			}
		}
		return latest;
	}

	private void count(LeaseEntry entry, LeaseNames names) {
		if (entry.name().startsWith(names.seats())) {
			this.held.putIfAbsent(entry.holder(), 0);
		}
		else if (!entry.name().equals(names.handOver())) {
			this.held.merge(entry.holder(), 1, Integer::sum);
		}
	}

	@Nullable LeaseEntry entry(String name) {
		return this.entries.get(name);
	}

	/**
	 * Return when a lease ends by the monotonic clock, or {@code null} if that is not
	 * known.
	 */
	@Nullable Long end(String name) {
		return this.ends.get(name);
	}

	/**
	 * Return how many workers each replica holds; empty if the time of the store is not
	 * known.
	 */
	Map<String, Integer> held() {
		return this.held;
	}

	/**
	 * Return the seats that the store knows.
	 */
	List<LeaseEntry> seats(LeaseNames names) {
		return this.entries.values().stream().filter((entry) -> entry.name().startsWith(names.seats())).toList();
	}

}
