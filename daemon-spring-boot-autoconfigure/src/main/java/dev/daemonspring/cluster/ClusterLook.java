package dev.daemonspring.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LeaseBalance;
import dev.daemonspring.policy.LeaseState.Outcome;
import dev.daemonspring.policy.LeaseState.Step;

/**
 * Looks, again and again, who holds what in a store that tells: so that a lease is asked
 * for when it ends, by those first who have fewer, and handed over by who has the most.
 * Belongs to the keeper's thread; only the calls are made elsewhere.
 */
final class ClusterLook {

	/**
	 * One look may hang and another be tried; a third would only hang as well.
	 */
	private static final int MOST_LOOKS = 2;

	private final LeaseKeeper keeper;

	private final LeaseStore store;

	private final ClusterSettings settings;

	private final LeaseCalls calls;

	private final Seat seat;

	private volatile boolean open = true;

	/**
	 * Whether the others are known. They are when the store was seen after the seat was
	 * taken, by which its clock is read.
	 */
	private boolean known;

	private boolean seated;

	private final AtomicInteger asking = new AtomicInteger();

	private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();

	private volatile @Nullable HandOver handOver;

	private long due;

	private long asked;

	private long latest;

	ClusterLook(LeaseKeeper keeper, LeaseStore store, ClusterSettings settings, LeaseCalls calls, Seat seat) {
		this.keeper = keeper;
		this.store = store;
		this.settings = settings;
		this.calls = calls;
		this.seat = seat;
		this.due = keeper.now();
		this.latest = this.due;
	}

	/**
	 * Return whether the store tells, as far as is known.
	 */
	boolean isOpen() {
		return this.open;
	}

	/**
	 * Return whether it is known who else there is.
	 */
	boolean isKnown() {
		return this.known;
	}

	/**
	 * Look, or act on what was seen.
	 * @return how long nothing else is to be done
	 */
	long step(long latest, List<KeptLease> leases) {
		long now = this.keeper.now();
		Answer seen = this.answer.getAndSet(null);
		if (seen != null && seen.asked() - this.latest >= 0) {
			this.latest = seen.asked();
			see(seen, leases, now);
			// What was seen may allow to acquire something
			return 0;
		}
		if (!this.open) {
			return latest;
		}
		if (this.asking.get() > 0) {
			long left = this.asked + this.settings.terms().operationTimeout().toNanos() - now;
			if (left > 0 || this.asking.get() >= MOST_LOOKS) {
				return (left > 0) ? Math.min(latest, left) : latest;
			}
		}
		if (!this.seated && this.seat.driver().isHeld()) {
			this.seated = true;
			this.due = now;
		}
		if (now - this.due >= 0) {
			this.asking.incrementAndGet();
			this.asked = now;
			this.due = now + ClusterSettings.jittered(this.settings.pace(1));
			Map<String, Long> ownEnds = ownEnds(leases);
			if (!this.calls.begin(() -> ask(now, ownEnds))) {
				this.asking.decrementAndGet();
			}
		}
		return Math.max(0, Math.min(latest, this.due - now));
	}

	/**
	 * Return when the leases of this replica end by the monotonic clock, by their names.
	 */
	private Map<String, Long> ownEnds(List<KeptLease> leases) {
		Map<String, Long> ownEnds = new HashMap<>();
		if (this.seat.driver().isHeld()) {
			ownEnds.put(this.seat.name(), this.seat.driver().end());
		}
		for (KeptLease lease : leases) {
			if (lease.driver().isHeld()) {
				ownEnds.put(lease.name(), lease.driver().end());
			}
		}
		return ownEnds;
	}

	private void ask(long begun, Map<String, Long> ownEnds) {
		Outcome outcome = Outcome.FAILED;
		String failure = null;
		try {
			List<LeaseEntry> listed = this.store.entries(this.settings.names().prefix());
			this.open = listed != null;
			if (listed != null) {
				this.answer.set(new Answer(listed, begun, ownEnds));
			}
			outcome = Outcome.DONE;
		}
		catch (Throwable ex) {
			failure = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
		}
		finally {
			this.asking.decrementAndGet();
			this.keeper.answered(Step.RENEW, outcome, failure);
		}
	}

	private void see(Answer seen, List<KeptLease> leases, long now) {
		// One that was renewed meanwhile ended at another time when the store was asked
		Map<String, Long> ownEnds = ownEnds(leases);
		ownEnds.entrySet().retainAll(seen.ownEnds().entrySet());
		ClusterView view = new ClusterView(seen.listed(), this.settings.names(), ownEnds, this.settings.replica(), now);
		this.seat.seen(view.seats(this.settings.names()));
		Map<String, Integer> held = view.held();
		this.known |= !held.isEmpty();
		this.due = this.asked + ClusterSettings.jittered(this.settings.pace(Math.max(1, held.size())));
		long delay = held.isEmpty() ? 0 : this.settings.pace(held.size())
				* LeaseBalance.surplus(this.settings.replica(), held, this.settings.maxPerReplica());
		if (held.size() > 1 && !this.keeper.isPrepared()) {
			// Where a process waits, the worker is at work sooner
			delay += this.settings.terms().retry().toNanos();
		}
		for (KeptLease lease : leases) {
			see(view, lease, delay, now);
		}
		balance(view, leases, now);
	}

	private void see(ClusterView view, KeptLease lease, long delay, long now) {
		LeaseEntry entry = view.entry(lease.name());
		Long end = view.end(lease.name());
		if (entry != null && end != null) {
			long from = (end - now > 0) ? end : now;
			lease.seen(entry.holder(), entry.until(), end,
					from + delay + ClusterSettings.moment(this.settings.terms().retry().toNanos()));
		}
	}

	private void balance(ClusterView view, List<KeptLease> leases, long now) {
		HandOver current = this.handOver;
		if (current != null) {
			LeaseEntry entry = view.entry(current.lease().name());
			boolean taken = entry != null && !entry.holder().isEmpty()
					&& !entry.holder().equals(this.settings.replica());
			if (taken || now - current.until() >= 0) {
				this.handOver = null;
				this.calls.begin(() -> release(current.turn()));
			}
			return;
		}
		if (LeaseBalance.isToHandOver(this.settings.replica(), view.held(), this.settings.maxPerReplica())) {
			List<KeptLease> running = new ArrayList<>(leases);
			Collections.shuffle(running);
			running.stream()
				.filter((lease) -> lease.driver().isHeld() && !lease.isLeaving())
				.findFirst()
				.ifPresent((lease) -> this.calls.begin(() -> handOver(lease)));
		}
	}

	/**
	 * Hand a worker over, unless another replica is about to.
	 */
	private void handOver(KeptLease lease) {
		try {
			StoredLease turn = this.store.acquire(this.settings.names().handOver(), this.settings.terms().lease());
			if (turn != null) {
				this.handOver = new HandOver(lease, turn, this.keeper.now() + this.settings.terms().lease().toNanos());
				lease.handOver();
			}
		}
		catch (Throwable ex) {
			// It can wait
		}
	}

	private static void release(StoredLease turn) {
		try {
			turn.release();
		}
		catch (Throwable ex) {
			// It ends by itself
		}
	}

	/**
	 * What a look has shown.
	 *
	 * @param listed the leases
	 * @param asked when the look began; it is ignored when a later one was seen
	 * @param ownEnds when the leases of this replica ended at that time, by the monotonic
	 * clock
	 */
	private record Answer(List<LeaseEntry> listed, long asked, Map<String, Long> ownEnds) {
	}

	/**
	 * A worker that is being handed over.
	 *
	 * @param lease its lease
	 * @param turn the lease that says whose turn it is
	 * @param until how long that one lasts
	 */
	private record HandOver(KeptLease lease, StoredLease turn, long until) {
	}

}
