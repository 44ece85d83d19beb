package dev.daemonspring.cluster.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.cluster.LeaseEntry;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.cluster.StoredLease;
import dev.daemonspring.cluster.kubernetes.Observations.Observation;

/**
 * Leases that are objects of Kubernetes. The server refuses a write to another version
 * than the one that was read, so that of two replicas that want a lease one gets it.
 * Whether a lease has ended every replica judges by what it has seen itself: the server
 * has no time to tell. Thread-safe.
 */
final class KubernetesLeaseStore implements LeaseStore {

	private static final Log logger = LogFactory.getLog(KubernetesLeaseStore.class);

	private final LeaseApi api;

	private final ObjectNames names;

	private final String replica;

	private final LongSupplier clock;

	private final Observations observations = new Observations();

	private final Set<String> foreign = ConcurrentHashMap.newKeySet();

	/**
	 * Create a store.
	 * @param api the API server
	 * @param names the names of the objects
	 * @param replica the name of this replica
	 * @param clock the monotonic clock
	 */
	KubernetesLeaseStore(LeaseApi api, ObjectNames names, String replica, LongSupplier clock) {
		this.api = api;
		this.names = names;
		this.replica = replica;
		this.clock = clock;
	}

	@Override
	public @Nullable StoredLease acquire(String name, Duration duration) {
		String object = this.names.object(name);
		Lease found = this.api.get(object);
		if (found == null) {
			return create(object, name, duration);
		}
		if (!name.equals(LeaseObjects.name(found))) {
			complain(object);
			return null;
		}
		// Also one that this replica seems to hold: a process may be left of that time
		boolean held = !LeaseObjects.holder(found).isEmpty();
		long now = this.clock.getAsLong();
		if (!this.observations.seen(found, now).hasEnded(now) && held) {
			return null;
		}
		return acquired(this.api.replace(LeaseObjects.acquired(found, this.replica, duration)), now, duration);
	}

	private void complain(String object) {
		if (this.foreign.add(object)) {
			logger
				.warn(("The Lease '%s' in the namespace '%s' exists and is none of this application, whose worker therefore"
						+ " runs nowhere. Set 'daemon.cluster.group' or 'daemon.cluster.kubernetes.name-prefix' to something"
						+ " else, or delete it.")
					.formatted(object, this.api.namespace()));
		}
	}

	private @Nullable StoredLease create(String object, String name, Duration duration) {
		long now = this.clock.getAsLong();
		Observation before = this.observations.of(object);
		if (before != null && !before.hasEnded(now)) {
			// Somebody has deleted it, and who held it may not know yet
			return null;
		}
		Lease fresh = LeaseObjects.create(object, this.names.label(), name);
		return acquired(this.api.create(LeaseObjects.acquired(fresh, this.replica, duration)), now, duration);
	}

	private @Nullable StoredLease acquired(@Nullable Lease lease, long begun, Duration duration) {
		if (lease == null) {
			return null;
		}
		this.observations.written(lease, begun, duration.toNanos());
		return new Held(lease);
	}

	@Override
	public List<LeaseEntry> entries(String prefix) {
		List<LeaseEntry> entries = new ArrayList<>();
		List<Lease> listed = this.api.list(LeaseObjects.GROUP, this.names.label());
		long now = this.clock.getAsLong();
		for (Lease lease : listed) {
			String name = LeaseObjects.name(lease);
			if (name != null && name.startsWith(prefix)) {
				String holder = LeaseObjects.holder(lease);
				Observation seen = this.observations.seen(lease, now);
				entries.add(new LeaseEntry(name, holder, instant(holder.isEmpty() ? seen.since() : seen.end())));
			}
		}
		return entries;
	}

	/**
	 * Return a time that can be compared with others of this store only.
	 */
	private static Instant instant(long nanos) {
		return Instant.EPOCH.plusNanos(nanos);
	}

	/**
	 * A lease that this replica has acquired, in the version that it wrote last.
	 */
	private final class Held implements StoredLease {

		private final int transitions;

		private volatile Lease latest;

		Held(Lease lease) {
			this.transitions = LeaseObjects.transitions(lease);
			this.latest = lease;
		}

		@Override
		public OptionalLong token() {
			return OptionalLong.of(this.transitions);
		}

		@Override
		public boolean renew(Duration duration) {
			long begun = KubernetesLeaseStore.this.clock.getAsLong();
			Lease renewed = KubernetesLeaseStore.this.api.replace(LeaseObjects.renewed(this.latest, duration));
			if (renewed == null) {
				// Changed by another, or by a request of our own whose answer was lost
				Lease found = KubernetesLeaseStore.this.api.get(this.latest.getMetadata().getName());
				if (found == null || !isHeldHere(found)) {
					return false;
				}
				renewed = KubernetesLeaseStore.this.api.replace(LeaseObjects.renewed(found, duration));
				if (renewed == null) {
					throw new IllegalStateException("The Lease '%s' is changed by others, again and again"
						.formatted(found.getMetadata().getName()));
				}
			}
			this.latest = renewed;
			KubernetesLeaseStore.this.observations.written(renewed, begun, duration.toNanos());
			return true;
		}

		@Override
		public void release() {
			Lease released = KubernetesLeaseStore.this.api.replace(LeaseObjects.released(this.latest));
			if (released == null) {
				Lease found = KubernetesLeaseStore.this.api.get(this.latest.getMetadata().getName());
				if (found != null && isHeldHere(found)) {
					KubernetesLeaseStore.this.api.replace(LeaseObjects.released(found));
				}
			}
		}

		private boolean isHeldHere(Lease found) {
			return LeaseObjects.holder(found).equals(KubernetesLeaseStore.this.replica)
					&& LeaseObjects.transitions(found) == this.transitions;
		}

	}

}
