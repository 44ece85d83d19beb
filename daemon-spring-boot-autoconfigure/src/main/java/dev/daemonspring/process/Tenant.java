package dev.daemonspring.process;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.DaemonSlot;

/**
 * Who needs a child to live in.
 */
public interface Tenant {

	String name();

	/**
	 * Return how the log names the process before the tenant has it.
	 */
	String label();

	/**
	 * Return what the process is started with.
	 */
	LaunchPlan plan();

	/**
	 * Return the name of the process that the tenant shares, or {@code null}.
	 */
	@Nullable String sharedProcess();

	DaemonSlot slot();

	/**
	 * Return the standby that waits for this tenant alone, or {@code null} if none is to.
	 */
	@Nullable HotStandby hotStandby();

	/**
	 * Return whether the tenant should have a process.
	 */
	boolean isToRun();

	/**
	 * Return whether the tenant has a process in which it has spun up.
	 */
	boolean hasSpunUp();

}
