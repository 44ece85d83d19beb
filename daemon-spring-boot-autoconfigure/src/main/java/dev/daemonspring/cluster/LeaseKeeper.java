package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LeaseState.Outcome;
import dev.daemonspring.policy.LeaseState.Step;
import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.supervisor.WorkerLease;
import dev.daemonspring.supervisor.WorkerLeases;

/**
 * Keeps the leases of one replica: acquires what is wanted and free, renews what is held,
 * gives back what is not in use. One thread decides, and never waits for the store.
 * Thread-safe.
 */
public final class LeaseKeeper implements WorkerLeases {

	private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();

	private static final int RELEASES = 2;

	/**
	 * While one call has no answer another is tried; after that time again it is
	 * interrupted.
	 */
	private static final int ATTEMPTS = 2;

	private final LeaseStore store;

	private final ClusterSettings settings;

	private final LongSupplier clock;

	private final LeaseCalls calls;

	private final List<KeptLease> leases = new CopyOnWriteArrayList<>();

	private final Seat seat;

	private final StoreWatch watch;

	private final ClusterLook look;

	private final Thread thread = new Thread(this::run, "daemon-leases");

	private volatile Consumer<String> changed = (worker) -> {
	};

	private volatile boolean prepared = true;

	private volatile boolean closing;

	private boolean woken;

	/**
	 * Create a keeper, which does nothing until it is started.
	 * @param store where the leases are kept
	 * @param settings what holds for all leases
	 */
	public LeaseKeeper(LeaseStore store, ClusterSettings settings) {
		this(store, settings, System::nanoTime,
				LeaseCalls.onThreads(settings.terms().operationTimeout().multipliedBy(ATTEMPTS), System::nanoTime));
	}

	LeaseKeeper(LeaseStore store, ClusterSettings settings, LongSupplier clock, LeaseCalls calls) {
		this.store = store;
		this.calls = calls;
		this.settings = settings;
		this.clock = clock;
		this.watch = new StoreWatch(settings.terms());
		this.seat = new Seat(this, settings.names());
		this.look = new ClusterLook(this, store, settings, this.calls, this.seat);
	}

	@Override
	public WorkerLease lease(String worker, Duration grace) {
		KeptLease lease = new KeptLease(this, worker, this.settings.names().worker(worker),
				this.settings.terms().notice(grace));
		this.leases.add(lease);
		return lease;
	}

	@Override
	public void start(Consumer<String> changed, Consumer<String> news) {
		this.changed = changed;
		this.watch.news(news);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public void prepared(boolean prepared) {
		this.prepared = prepared;
	}

	boolean isPrepared() {
		return this.prepared;
	}

	private void run() {
		while (!this.closing) {
			try {
				await(step());
			}
			catch (InterruptedException ex) {
				// Nobody has a reason to interrupt; whoever closes says so
			}
			catch (Throwable ex) {
				this.watch.failed(ex);
			}
		}
	}

	/**
	 * Do what is to be done now.
	 * @return how long nothing else is to be done
	 */
	long step() {
		this.calls.interruptOverdue();
		long wait = LONGEST_WAIT;
		// Nobody is to be first at everything
		List<KeptLease> shuffled = new ArrayList<>(this.leases);
		Collections.shuffle(shuffled);
		for (KeptLease lease : shuffled) {
			wait = Math.min(wait, lease.step(wait));
		}
		if (this.look.isOpen()) {
			this.seat.driver().want(true, false);
			boolean held = this.seat.driver().isHeldOrAcquiring();
			wait = (held || !this.watch.isFailing()) ? Math.min(wait, this.seat.driver().step(wait)) : wait;
		}
		return Math.min(wait, this.look.step(wait, this.leases));
	}

	private synchronized void await(long nanos) throws InterruptedException {
		if (!this.woken && nanos > 0) {
			wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
		}
		this.woken = false;
	}

	synchronized void wake() {
		this.woken = true;
		notifyAll();
	}

	LeaseDriver driver(Supplier<String> name, LeaseDriver.Listener listener) {
		return new LeaseDriver(this.store, this.settings.terms(), this.calls, this.clock, name, listener);
	}

	long now() {
		return this.clock.getAsLong();
	}

	LeaseTerms terms() {
		return this.settings.terms();
	}

	String replica() {
		return this.settings.replica();
	}

	/**
	 * Return whether the store has not answered for a while.
	 */
	boolean isBlind() {
		return this.watch.isFailing();
	}

	/**
	 * Return whether this replica may ask for another worker. It need not while the store
	 * does not answer those who look, nor, unless it is prepared, before it knows whether
	 * there are others who may be.
	 */
	boolean mayAcquire() {
		boolean blind = this.watch.isFailing() || (!this.prepared && !this.look.isKnown());
		return hasRoom() && !(this.look.isOpen() && blind);
	}

	private boolean hasRoom() {
		int most = this.settings.maxPerReplica();
		return most == Integer.MAX_VALUE || count() < most;
	}

	private int count() {
		int count = 0;
		for (KeptLease lease : this.leases) {
			count += lease.driver().isHeldOrAcquiring() ? 1 : 0;
		}
		return count;
	}

	/**
	 * Return how long to wait before another attempt.
	 * @param soon whether the lease is about to be free
	 */
	long pause(Step step, Outcome outcome, boolean soon) {
		boolean brief = soon || step == Step.RENEW || (outcome == Outcome.FAILED && step == Step.ACQUIRE);
		long pause = brief ? this.settings.terms().retry().toNanos() : this.settings.terms().renew().toNanos();
		return ClusterSettings.jittered(pause);
	}

	/**
	 * Return how long a worker that was given back is left to others.
	 */
	long pauseAfterRelease(boolean handedOver) {
		long lease = this.settings.terms().lease().toNanos();
		return handedOver ? RELEASES * lease : this.settings.terms().retry().toNanos();
	}

	void completed(KeptLease lease, Step step, Outcome outcome, @Nullable String failure) {
		answered(step, outcome, failure);
		boolean acquired = step == Step.ACQUIRE && outcome == Outcome.DONE;
		boolean lost = step == Step.RENEW && outcome == Outcome.REFUSED;
		if (acquired || lost) {
			changed(lease);
		}
	}

	/**
	 * The store has answered, or has not.
	 */
	void answered(Step step, Outcome outcome, @Nullable String failure) {
		this.watch.answered(outcome != Outcome.FAILED, failure, now());
		wake();
	}

	void changed(KeptLease lease) {
		this.changed.accept(lease.worker());
	}

	@Override
	public void close() {
		this.closing = true;
		wake();
		long end = now() + this.settings.terms().operationTimeout().toNanos();
		for (KeptLease lease : this.leases) {
			lease.close();
		}
		this.seat.driver().want(false, false);
		this.seat.driver().step(0);
		awaitReleases(end);
		this.calls.close();
	}

	private void awaitReleases(long end) {
		try {
			synchronized (this) {
				while (this.calls.areRunning() && end - now() > 0) {
					wait(10);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
