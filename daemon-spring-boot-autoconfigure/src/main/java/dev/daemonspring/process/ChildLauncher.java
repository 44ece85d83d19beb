package dev.daemonspring.process;

import java.io.IOException;

import dev.daemonspring.region.DaemonSlot;

/**
 * Starts children, unassigned. Thread-safe.
 */
public interface ChildLauncher {

	/**
	 * Start a child.
	 * @param label how the log names it until it is assigned
	 * @param plan what it is started with
	 * @param scratch the slot that it uses until it is assigned
	 * @return the child
	 * @throws IOException when it can't be started
	 */
	Child launch(String label, LaunchPlan plan, DaemonSlot scratch) throws IOException;

	/**
	 * Allow work in the background: the daemon is up.
	 */
	default void begin() {
	}

	/**
	 * See to it that nothing was lost of what follows when a child is gone. May take as
	 * long as the operating system does.
	 */
	default void check() {
	}

	/**
	 * End what goes on in the background: the daemon ends.
	 */
	default void end() {
	}

	/**
	 * Remove what starting children has left behind.
	 */
	default void close() {
	}

}
