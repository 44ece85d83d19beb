package dev.daemonspring.cluster;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LeaseState.Outcome;
import dev.daemonspring.policy.LeaseState.Step;

/**
 * The lease by which a replica is counted, also while it holds no worker. Seats have
 * numbers, so that the store does not gather one for each replica that ever was.
 * Thread-safe.
 */
final class Seat implements LeaseDriver.Listener {

	private final LeaseKeeper keeper;

	private final LeaseNames names;

	private final LeaseDriver driver;

	private volatile String name;

	private volatile List<LeaseEntry> known = List.of();

	private int refused;

	/**
	 * Create a seat that is not held.
	 * @param keeper keeps it
	 * @param names the names of the leases
	 */
	Seat(LeaseKeeper keeper, LeaseNames names) {
		this.keeper = keeper;
		this.names = names;
		this.name = names.seat(0);
		this.driver = keeper.driver(this::choose, this);
	}

	/**
	 * Return a seat that is probably free: the one that ended first, or a new one.
	 */
	private String choose() {
		List<LeaseEntry> seats = this.known;
		boolean old = this.refused == 0 && !seats.isEmpty();
		String chosen = this.names.seat(seats.size() + this.refused);
		if (old) {
			chosen = seats.stream().min(Comparator.comparing(LeaseEntry::until)).orElseThrow().name();
		}
		this.name = chosen;
		return chosen;
	}

	LeaseDriver driver() {
		return this.driver;
	}

	String name() {
		return this.name;
	}

	void seen(List<LeaseEntry> seats) {
		this.known = seats;
	}

	@Override
	public long pause(Step step, Outcome outcome) {
		return this.keeper.pause(step, outcome, true);
	}

	@Override
	public void completed(Step step, Outcome outcome, @Nullable String failure) {
		if (step == Step.ACQUIRE) {
			this.refused = (outcome == Outcome.REFUSED) ? this.refused + 1 : 0;
		}
		this.keeper.answered(step, outcome, failure);
	}

}
