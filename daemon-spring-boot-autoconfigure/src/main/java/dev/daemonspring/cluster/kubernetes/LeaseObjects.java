package dev.daemonspring.cluster.kubernetes;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for leases: what is in them, and what is written into them. A
 * lease without a holder was released.
 */
final class LeaseObjects {

	static final String GROUP = "daemonspring.dev/group";

	/**
	 * Has the name of the lease, of which the name of the object is made.
	 */
	static final String NAME = "daemonspring.dev/lease";

	private LeaseObjects() {
	}

	/**
	 * Return the name of the lease, or {@code null} if the object stands for none.
	 */
	static @Nullable String name(Lease lease) {
		Map<String, String> annotations = lease.getMetadata().getAnnotations();
		return (annotations != null) ? annotations.get(NAME) : null;
	}

	/**
	 * Return who holds the lease, or an empty text.
	 */
	static String holder(Lease lease) {
		LeaseSpec spec = lease.getSpec();
		String holder = (spec != null) ? spec.getHolderIdentity() : null;
		return (holder != null) ? holder : "";
	}

	/**
	 * Return how often the lease was acquired: its fencing token.
	 */
	static int transitions(Lease lease) {
		LeaseSpec spec = lease.getSpec();
		Integer transitions = (spec != null) ? spec.getLeaseTransitions() : null;
		return (transitions != null) ? transitions : 0;
	}

	/**
	 * Return how long the lease lasts without being renewed.
	 */
	static long nanos(Lease lease) {
		LeaseSpec spec = lease.getSpec();
		Integer seconds = (spec != null) ? spec.getLeaseDurationSeconds() : null;
		return TimeUnit.SECONDS.toNanos((seconds != null) ? seconds : 0);
	}

	/**
	 * Return a lease that nobody has acquired yet.
	 */
	static Lease create(String object, String group, String name) {
		return new LeaseBuilder().withNewMetadata()
			.withName(object)
			.addToLabels(GROUP, group)
			.addToAnnotations(NAME, name)
			.endMetadata()
			.withNewSpec()
			.withLeaseTransitions(0)
			.endSpec()
			.build();
	}

	static Lease acquired(Lease lease, String holder, Duration duration) {
		ZonedDateTime now = now();
		return new LeaseBuilder(lease).editOrNewSpec()
			.withHolderIdentity(holder)
			.withLeaseDurationSeconds(seconds(duration))
			.withLeaseTransitions(transitions(lease) + 1)
			.withAcquireTime(now)
			.withRenewTime(now)
			.endSpec()
			.build();
	}

	static Lease renewed(Lease lease, Duration duration) {
		return new LeaseBuilder(lease).editOrNewSpec()
			.withLeaseDurationSeconds(seconds(duration))
			.withRenewTime(now())
			.endSpec()
			.build();
	}

	static Lease released(Lease lease) {
		return new LeaseBuilder(lease).editOrNewSpec().withHolderIdentity("").withRenewTime(now()).endSpec().build();
	}

	/**
	 * Those that wait may wait for longer, and never for less.
	 */
	private static int seconds(Duration duration) {
		return (int) ((duration.toMillis() + 999) / 1000);
	}

	/**
	 * For those who read; nothing is decided by it.
	 */
	private static ZonedDateTime now() {
		return ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
	}

}
