package dev.daemonspring.worker;

/**
 * What happens after a worker has missed a tick: the time of an iteration that came while
 * another iteration was running, while the worker was paused or restarting, or while the
 * machine was suspended. Iterations of a worker never overlap.
 *
 * @since 0.1.0
 */
public enum MissedTick {

	/**
	 * One iteration makes up for all ticks that were missed, as soon as it can begin.
	 */
	ONCE,

	/**
	 * Nothing makes up for them: the next iteration begins at the next tick.
	 */
	SKIP

}
