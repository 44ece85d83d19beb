package dev.daemonspring.policy;

import org.jspecify.annotations.Nullable;

/**
 * The orders that an operator can give, each with what follows from it in the situations
 * of a worker. The columns are: down, starting, running, stopping, being replaced. An
 * order that is refused changes nothing.
 */
public enum OperatorOrder {

	/**
	 * Run no iteration until the worker is resumed.
	 */
	PAUSE(Reply.REFUSE, Reply.PAUSE, Reply.PAUSE, Reply.REFUSE, Reply.PAUSE),

	/**
	 * Run iterations.
	 */
	RESUME(Reply.REFUSE, Reply.RESUME, Reply.RESUME, Reply.REFUSE, Reply.RESUME),

	/**
	 * Start a process, if there is none.
	 */
	START(Reply.START, Reply.REFUSE, Reply.REFUSE, Reply.START_AFTER_END, Reply.REFUSE),

	/**
	 * End the process.
	 */
	STOP(Reply.CLEAR, Reply.STAY_DOWN, Reply.END, Reply.END, Reply.END),

	/**
	 * Replace the process.
	 */
	RESTART(Reply.START, Reply.START, Reply.REPLACE, Reply.START_AFTER_END, Reply.KEEP);

	private final Reply down;

	private final Reply starting;

	private final Reply running;

	private final Reply stopping;

	private final Reply replacing;

	OperatorOrder(Reply down, Reply starting, Reply running, Reply stopping, Reply replacing) {
		this.down = down;
		this.starting = starting;
		this.running = running;
		this.stopping = stopping;
		this.replacing = replacing;
	}

	/**
	 * Return what follows from this order.
	 * @param situation the worker's situation
	 * @param daemonEnding whether the daemon shuts down; then every order but
	 * {@link #STOP} is refused
	 */
	public Reply in(Situation situation, boolean daemonEnding) {
		if (daemonEnding && this != STOP) {
			return Reply.REFUSE;
		}
		return switch (situation) {
			case DOWN -> this.down;
			case STARTING -> this.starting;
			case RUNNING -> this.running;
			case STOPPING -> this.stopping;
			case REPLACING -> this.replacing;
		};
	}

	/**
	 * The situation of a worker.
	 */
	public enum Situation {

		/**
		 * No process, and none is to come.
		 */
		DOWN,

		/**
		 * No process yet: one is requested, or due after a back-off.
		 */
		STARTING,

		/**
		 * A process that is not being ended.
		 */
		RUNNING,

		/**
		 * A process that ends; none follows, or that is not yet decided.
		 */
		STOPPING,

		/**
		 * A process that ends, and another one follows.
		 */
		REPLACING;

		public static Situation of(boolean present, boolean toRun, ProcessEnding.@Nullable Reason end) {
			if (!present) {
				return toRun ? STARTING : DOWN;
			}
			if (end == null) {
				return toRun ? RUNNING : STOPPING;
			}
			return (toRun && end.isFollowed()) ? REPLACING : STOPPING;
		}

	}

	/**
	 * What follows from an order.
	 */
	public enum Reply {

		/**
		 * Nothing; the order is refused.
		 */
		REFUSE,

		/**
		 * Nothing; the order is already being carried out.
		 */
		KEEP,

		/**
		 * The worker is paused, now or in its next process.
		 */
		PAUSE,

		/**
		 * The worker loops, now or in its next process.
		 */
		RESUME,

		/**
		 * A process is requested at once.
		 */
		START,

		/**
		 * The end of the process can't be revoked; another one follows.
		 */
		START_AFTER_END,

		/**
		 * The process ends, and another one follows.
		 */
		REPLACE,

		/**
		 * The process ends, and none follows.
		 */
		END,

		/**
		 * There is no process, and the pending start is cancelled.
		 */
		STAY_DOWN,

		/**
		 * There is nothing to stop; a worker that was given up now counts as stopped.
		 */
		CLEAR

	}

}
