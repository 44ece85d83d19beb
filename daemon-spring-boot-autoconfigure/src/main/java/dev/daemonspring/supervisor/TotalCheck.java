package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.daemonspring.policy.TotalAgreement;
import dev.daemonspring.policy.TotalAgreement.Member;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.worker.WorkerState;

/**
 * What the supervisor does at each look for the agreement of a worker's instances on how
 * many they are. Confined to the supervisor's thread.
 */
final class TotalCheck {

	private static final Duration TELL_AFTER = Duration.ofSeconds(5);

	private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

	private static final Duration RING_AGAIN = Duration.ofSeconds(1);

	private final WorkerGroup group;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private long gatheringSince;

	private long rungAt;

	private long heldSince;

	private long toldAt;

	TotalCheck(WorkerGroup group, WorkerEventPublisher publisher, EventLoop thread) {
		this.group = group;
		this.publisher = publisher;
		this.thread = thread;
	}

	/**
	 * Look.
	 * @return whether something is in progress
	 */
	boolean look(long now) {
		assert this.thread.inEventLoop();
		TotalAgreement agreement = this.group.agreement();
		int before = agreement.total();
		int target = agreement.target();
		boolean held = !agreement.awaited().isEmpty();
		agreement.look(this.group.wanted(), members(now));
		if (agreement.target() != target) {
			this.gatheringSince = now;
		}
		if (!held) {
			this.heldSince = now;
			this.toldAt = now;
		}
		this.group.publish();
		tell(agreement, now);
		if (agreement.total() != before) {
			this.publisher.totalChanged(this.group, before, agreement.total());
		}
		else if (!agreement.awaited().isEmpty()) {
			report(now);
		}
		return agreement.isChanging();
	}

	private List<Member> members(long now) {
		boolean inTime = now - this.gatheringSince < this.group.specification().startTimeout().toNanos();
		List<Member> members = new ArrayList<>();
		for (ManagedWorker instance : this.group.present()) {
			boolean present = instance.process() != null;
			// A slot without a process has what the one before has left
			long heldIn = present ? instance.slot().heldIn() : 0;
			boolean comes = inTime && instance.isToRun() && instance.state() == WorkerState.SPINUP && heldIn == 0;
			members.add(new Member(instance.index(), present, comes, heldIn));
		}
		return members;
	}

	/**
	 * Tell those that do not know yet, and wake again those that were told and have not
	 * followed.
	 */
	private void tell(TotalAgreement agreement, long now) {
		boolean again = now - this.rungAt >= RING_AGAIN.toNanos();
		for (ManagedWorker instance : this.group.all()) {
			long word = agreement.word(instance.index());
			boolean unaware = instance.slot().total() != word;
			if (unaware) {
				instance.slot().total(word);
			}
			if (unaware || (again && agreement.awaited().contains(instance.index()))) {
				instance.ring();
				this.rungAt = now;
			}
		}
	}

	private void report(long now) {
		long since = now - this.heldSince;
		boolean first = this.toldAt == this.heldSince && since >= TELL_AFTER.toNanos();
		if (first || now - this.toldAt >= TELL_AGAIN.toNanos()) {
			this.toldAt = now;
			this.publisher.totalWaits(this.group, Duration.ofNanos(since));
		}
	}

}
