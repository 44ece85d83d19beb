package dev.daemonspring.cli;

import dev.daemonspring.cli.Terminal.Colour;

/**
 * How a daemon is.
 */
enum DaemonState {

	/**
	 * It has its region, and has not looked after its workers yet.
	 */
	STARTING(true, Colour.NOTE),

	/**
	 * It looks after its workers.
	 */
	RUNNING(true, Colour.GOOD),

	/**
	 * A signal has stopped its process, until another continues it.
	 */
	FROZEN(true, Colour.BAD),

	/**
	 * Its process runs, but has not looked after its workers for some time.
	 */
	HUNG(true, Colour.BAD),

	/**
	 * Its process is gone; its region is what it has left behind.
	 */
	DEAD(false, Colour.BAD),

	/**
	 * What is in the place of its region can't be trusted.
	 */
	UNREADABLE(false, Colour.BAD);

	private final boolean alive;

	private final Colour colour;

	DaemonState(boolean alive, Colour colour) {
		this.alive = alive;
		this.colour = colour;
	}

	boolean isAlive() {
		return this.alive;
	}

	/**
	 * Return whether it looks after its workers, or will.
	 */
	boolean isWell() {
		return this == RUNNING || this == STARTING;
	}

	Colour colour() {
		return this.colour;
	}

}
