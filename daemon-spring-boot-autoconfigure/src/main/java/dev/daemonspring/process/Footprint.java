package dev.daemonspring.process;

/**
 * Whether the JVM of a worker process spends memory on speed.
 */
public enum Footprint {

	/**
	 * It does, as JVMs do.
	 */
	NORMAL,

	/**
	 * It spends as little as it can.
	 */
	SMALL

}
