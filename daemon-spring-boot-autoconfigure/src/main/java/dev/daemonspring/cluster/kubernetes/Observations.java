package dev.daemonspring.cluster.kubernetes;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Since when this replica has seen each lease unchanged, by its own monotonic clock. The
 * times that are written in a lease come from the clock of another machine and are not
 * looked at: a holder that renews its lease changes its version, and one whose lease has
 * had the same version for as long as it lasts has not renewed it. Thread-safe.
 */
final class Observations {

	private final Map<String, Observation> observations = new ConcurrentHashMap<>();

	/**
	 * Note a lease that was read.
	 * @param lease the lease
	 * @param now when it had been read, in nanoseconds
	 * @return since when it is known to be unchanged
	 */
	Observation seen(Lease lease, long now) {
		String version = version(lease);
		return Objects.requireNonNull(this.observations.compute(lease.getMetadata().getName(),
				(name, before) -> (before != null && before.version().equals(version)) ? before
						: new Observation(version, now, LeaseObjects.nanos(lease))));
	}

	/**
	 * Note a lease that this replica has written.
	 * @param lease the lease
	 * @param begun when the request began, in nanoseconds
	 * @param duration how long the lease lasts, in nanoseconds
	 */
	void written(Lease lease, long begun, long duration) {
		this.observations.put(lease.getMetadata().getName(), new Observation(version(lease), begun, duration));
	}

	/**
	 * Return what was seen of a lease, or {@code null}.
	 */
	@Nullable Observation of(String object) {
		return this.observations.get(object);
	}

	private static String version(Lease lease) {
		return String.valueOf(lease.getMetadata().getResourceVersion());
	}

	/**
	 * A lease as it was seen.
	 *
	 * @param version its version
	 * @param since when it was first seen with that version, in nanoseconds
	 * @param duration how long it lasts without being renewed, in nanoseconds
	 */
	record Observation(String version, long since, long duration) {

		long end() {
			return this.since + this.duration;
		}

		boolean hasEnded(long now) {
			return now - end() >= 0;
		}

	}

}
