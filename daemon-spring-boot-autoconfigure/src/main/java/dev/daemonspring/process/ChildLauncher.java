package dev.daemonspring.process;

import java.io.IOException;
import java.util.List;

import dev.daemonspring.region.DaemonSlot;

/**
 * A launcher of children that are not yet assigned. Thread-safe.
 */
public interface ChildLauncher {

	/**
	 * Start a child.
	 * @param label how the log names the child until it is assigned
	 * @param plan what the child is started with
	 * @param scratch the slot that the child uses until it is assigned
	 * @return the child
	 * @throws IOException if the child can't be started
	 */
	Child launch(String label, LaunchPlan plan, DaemonSlot scratch) throws IOException;

	/**
	 * Have the children that follow know the classes of workers that no bean definition
	 * tells.
	 * @param classes the names of the classes
	 */
	default void tellRegistered(List<String> classes) {
	}

	/**
	 * Allow work in the background to begin: the daemon is up.
	 */
	default void begin() {
	}

	/**
	 * Catch up on ends of children whose consequences were missed. Blocks for as long as
	 * the operating system takes.
	 */
	default void check() {
	}

	/**
	 * End the work in the background: the daemon ends.
	 */
	default void end() {
	}

	/**
	 * Clean up what was left behind by starting children.
	 */
	default void close() {
	}

}
