package dev.daemonspring.policy;

import org.jspecify.annotations.Nullable;

/**
 * What an operator can order, and what follows from the order in each situation of the
 * worker: in this order when it is down, starting, running, stopping or being replaced.
 * An order that is refused changes nothing.
 */
public enum OperatorOrder {

	/**
	 * Run no iteration until resumed.
	 */
	PAUSE(Reply.REFUSE, Reply.PAUSE, Reply.PAUSE, Reply.REFUSE, Reply.PAUSE),

	/**
	 * Run iterations.
	 */
	RESUME(Reply.REFUSE, Reply.RESUME, Reply.RESUME, Reply.REFUSE, Reply.RESUME),

	/**
	 * Have a process, if there is none.
	 */
	START(Reply.START, Reply.REFUSE, Reply.REFUSE, Reply.START_AFTER_END, Reply.REFUSE),

	/**
	 * Have no process.
	 */
	STOP(Reply.CLEAR, Reply.STAY_DOWN, Reply.END, Reply.END, Reply.END),

	/**
	 * Have another process.
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
	 * Return what follows.
	 * @param situation the worker's situation
	 * @param daemonEnding whether the daemon shuts down: then nothing begins any more
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
		 * No process, and none comes.
		 */
		DOWN,

		/**
		 * No process yet: one is requested, or waits out its back-off.
		 */
		STARTING,

		/**
		 * A process that nobody ends.
		 */
		RUNNING,

		/**
		 * A process that ends; none follows, or nobody knows yet.
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
		 * Nothing; the answer is no.
		 */
		REFUSE,

		/**
		 * Nothing; what was ordered happens already.
		 */
		KEEP,

		/**
		 * The worker is paused, now or in the process that comes.
		 */
		PAUSE,

		/**
		 * The worker loops, now or in the process that comes.
		 */
		RESUME,

		/**
		 * A process is requested at once.
		 */
		START,

		/**
		 * The process can't be called back; when it has ended another one follows.
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
		 * There is no process and none comes any more.
		 */
		STAY_DOWN,

		/**
		 * There is nothing to stop; one that was given up counts as stopped.
		 */
		CLEAR

	}

}
