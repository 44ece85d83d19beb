package dev.daemonspring.policy;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The restart of some instances one after the other: a replacement is booted before the
 * process of an instance ends, and the next instance has its turn when the one before
 * loops again. The first that does not come up ends the restart. Instances that are down
 * are passed over, and so are those that have another process already, whoever gave it to
 * them. Times are nanoseconds of the supervisor's clock. Not thread-safe.
 */
public final class RollingRestart {

	private final List<Integer> incarnations;

	private int current;

	private int restarted;

	private @Nullable Facts replaced;

	private @Nullable Long since;

	private @Nullable String failure;

	/**
	 * Create a restart that has not begun.
	 * @param incarnations the number of the process that each instance has, which is the
	 * one to be replaced
	 */
	public RollingRestart(List<Integer> incarnations) {
		this.incarnations = List.copyOf(incarnations);
	}

	/**
	 * Return which of the instances has its turn, counted from 0.
	 */
	public int current() {
		return this.current;
	}

	/**
	 * Return whether the instance that has its turn was told to make room.
	 */
	public boolean isReplacing() {
		return this.replaced != null;
	}

	/**
	 * Return how many instances were restarted and have come up.
	 */
	public int restarted() {
		return this.restarted;
	}

	/**
	 * Return why the restart has ended before its time, or {@code null} if it has not.
	 */
	public @Nullable String failure() {
		return this.failure;
	}

	/**
	 * Return whether nothing is left to do.
	 */
	public boolean isOver() {
		return this.failure != null || this.current >= this.incarnations.size();
	}

	/**
	 * Decide what is to be done for the instance that has its turn.
	 * @param facts what is known of it
	 * @param patience how long its replacement may take to boot, and then to loop
	 * @param now the current time
	 * @return what to do
	 */
	public Step look(Facts facts, Duration patience, long now) {
		Long begun = this.since;
		if (begun == null) {
			begun = now;
			this.since = now;
		}
		boolean late = now - begun > patience.toNanos();
		Facts before = this.replaced;
		if (facts.down()) {
			next(false);
			return Step.NONE;
		}
		return (before != null) ? await(facts, before, late, patience, now) : prepare(facts, late, patience, now);
	}

	private Step prepare(Facts facts, boolean late, Duration patience, long now) {
		if (facts.unhealthy()) {
			this.failure = "it is " + facts.state() + " before its turn";
			return Step.NONE;
		}
		if (facts.state() == WorkerState.SPINUP || facts.ending()) {
			// It has just got another process, or gets one
			this.failure = late ? "it has not come up within " + patience.toSeconds() + " s" : null;
			return Step.NONE;
		}
		if (facts.incarnation() > this.incarnations.get(this.current)) {
			next(true);
			return Step.NONE;
		}
		if (facts.prepared()) {
			this.replaced = facts;
			this.since = now;
			return Step.REPLACE;
		}
		this.failure = late ? "no process has booted to replace its own within " + patience.toSeconds() + " s" : null;
		return late ? Step.NONE : Step.PREPARE;
	}

	private Step await(Facts facts, Facts before, boolean late, Duration patience, long now) {
		boolean another = facts.incarnation() > before.incarnation();
		if (facts.finishing()) {
			// How long an iteration may take is not for a restart to say
			this.since = now;
			return Step.NONE;
		}
		if (facts.restarts() > before.restarts() || facts.unhealthy()) {
			this.failure = "its new process went down";
		}
		else if (another && (facts.state() == WorkerState.LOOPING || facts.state() == WorkerState.PAUSED)) {
			next(true);
		}
		else if (late) {
			this.failure = "it has not come up within " + patience.toSeconds() + " s";
		}
		return Step.NONE;
	}

	private void next(boolean counts) {
		this.restarted += (counts || this.replaced != null) ? 1 : 0;
		this.current++;
		this.replaced = null;
		this.since = null;
	}

	/**
	 * What is known of an instance.
	 *
	 * @param state its state
	 * @param down whether it has no process, and none is to come
	 * @param ending whether its process is being ended
	 * @param prepared whether a process has booted that can replace its own
	 * @param finishing whether its process was told to leave at the end of its iteration,
	 * and has not reached that
	 * @param incarnation counts its processes
	 * @param restarts how often it went down
	 */
	public record Facts(WorkerState state, boolean down, boolean ending, boolean prepared, boolean finishing,
			int incarnation, long restarts) {

		private boolean unhealthy() {
			return this.state == WorkerState.RESTARTING || this.state == WorkerState.STALLED;
		}

	}

	/**
	 * What is to be done.
	 */
	public enum Step {

		/**
		 * Nothing but wait.
		 */
		NONE,

		/**
		 * See to it that a process boots.
		 */
		PREPARE,

		/**
		 * End the process of the instance; the one that has booted follows.
		 */
		REPLACE

	}

}
