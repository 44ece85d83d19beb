package dev.daemonspring.policy;

import org.jspecify.annotations.Nullable;

/**
 * What an operator can order, and what follows from the order in each situation of the
 * worker. An order that is refused changes nothing.
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

	private final Reply coming;

	private final Reply running;

	private final Reply leaving;

	private final Reply changing;

	OperatorOrder(Reply down, Reply coming, Reply running, Reply leaving, Reply changing) {
		this.down = down;
		this.coming = coming;
		this.running = running;
		this.leaving = leaving;
		this.changing = changing;
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
			case COMING -> this.coming;
			case RUNNING -> this.running;
			case LEAVING -> this.leaving;
			case CHANGING -> this.changing;
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
		COMING,

		/**
		 * A process that nobody ends.
		 */
		RUNNING,

		/**
		 * A process that ends; none follows, or nobody knows yet.
		 */
		LEAVING,

		/**
		 * A process that ends, and another one follows.
		 */
		CHANGING;

		public static Situation of(boolean present, boolean toRun, ProcessEnding.@Nullable Reason end) {
			if (!present) {
				return toRun ? COMING : DOWN;
			}
			if (end == null) {
				return toRun ? RUNNING : LEAVING;
			}
			return (toRun && end.isFollowed()) ? CHANGING : LEAVING;
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
