package dev.daemonspring.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.daemonspring.region.TotalWord;

/**
 * The agreement of a worker's instances on how many they are, by which they divide the
 * work: no two of them ever run an iteration with different totals at the same time. A
 * change goes through two phases. While instances <em>gather</em>, those that are new
 * spin up and are held, those that leave end, and all others work on with the old total.
 * Then all are <em>held</em> at the end of their iteration. When the last iteration with
 * the old total has ended, all are released with the new one. Who has no process is not
 * waited for, and is told what holds when it gets one. Not thread-safe.
 */
public final class TotalAgreement {

	private Phase phase = Phase.STEADY;

	private int total;

	private int target;

	private long epoch = 1;

	/**
	 * The instances whose processes may run an iteration with the present total.
	 */
	private final Set<Integer> working = new TreeSet<>();

	/**
	 * Create an agreement.
	 * @param total how many instances there are at first, of which none has a process
	 */
	public TotalAgreement(int total) {
		this.total = total;
		this.target = total;
	}

	/**
	 * Return how many instances the iterations that run now know of.
	 */
	public int total() {
		return this.total;
	}

	/**
	 * Return how many instances there will be: the total, unless it is changing.
	 */
	public int target() {
		return this.target;
	}

	/**
	 * Return whether the total is changing.
	 */
	public boolean isChanging() {
		return this.phase != Phase.STEADY;
	}

	/**
	 * Return the instances for which a change waits, because their iterations have not
	 * ended.
	 */
	public Set<Integer> awaited() {
		return (this.phase == Phase.HOLDING) ? Set.copyOf(this.working) : Set.of();
	}

	/**
	 * Return what an instance is to be told now.
	 * @param index its index
	 * @return the word for its slot, as {@link TotalWord} has it
	 */
	public long word(int index) {
		return isReleased(index) ? TotalWord.of(this.epoch, this.total, false)
				: TotalWord.of(this.epoch, this.target, true);
	}

	private boolean isReleased(int index) {
		return this.phase != Phase.HOLDING && index < this.total;
	}

	/**
	 * An instance has another process, which knows its word.
	 */
	public void begun(int index) {
		this.working.remove(index);
		release(index);
	}

	/**
	 * The process of an instance is gone.
	 */
	public void ended(int index) {
		this.working.remove(index);
	}

	private void release(int index) {
		if (isReleased(index)) {
			this.working.add(index);
		}
	}

	/**
	 * Go on with a change, or begin one.
	 * @param wanted how many instances are wanted
	 * @param members the instances that have a process, or are to have one
	 */
	public void look(int wanted, List<Member> members) {
		if (this.phase != Phase.HOLDING && wanted != this.target) {
			this.target = wanted;
			this.phase = (wanted != this.total) ? Phase.GATHERING : Phase.STEADY;
			this.epoch++;
		}
		if (this.phase == Phase.GATHERING && members.stream().allMatch(this::isGathered)) {
			this.phase = Phase.HOLDING;
			this.epoch++;
		}
		if (this.phase == Phase.HOLDING) {
			members.stream().filter((member) -> member.heldIn() == this.epoch).map(Member::index).forEach(this::ended);
			if (this.working.isEmpty()) {
				this.total = this.target;
				this.phase = Phase.STEADY;
			}
		}
		members.stream().filter(Member::present).map(Member::index).forEach(this::release);
	}

	private boolean isGathered(Member member) {
		if (member.index() >= this.target) {
			return !member.present();
		}
		return member.index() < this.total || !member.comes();
	}

	/**
	 * An instance, as the agreement sees it.
	 *
	 * @param index the index
	 * @param present whether it has a process
	 * @param comes whether it spins up, and is worth waiting for
	 * @param heldIn the epoch in which its loop was last held
	 */
	public record Member(int index, boolean present, boolean comes, long heldIn) {
	}

	/**
	 * How far a change has come.
	 */
	private enum Phase {

		/**
		 * Nothing changes.
		 */
		STEADY,

		/**
		 * New instances spin up, leaving ones end, the others work.
		 */
		GATHERING,

		/**
		 * No iteration begins.
		 */
		HOLDING

	}

}
