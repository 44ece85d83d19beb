package dev.daemonspring.process;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.SetLogLevel;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.region.DaemonSlot;

/**
 * The daemon's hold on what runs a worker. Thread-safe. A child that is gone takes no
 * messages; its exit is reported all the same, once.
 */
public interface Child {

	/**
	 * Return what ends when the process ends: this child, or the one that it shares.
	 */
	default Child home() {
		return this;
	}

	/**
	 * Return the id of the process that the child runs in.
	 */
	long pid();

	/**
	 * Return the slot where the child tells how far it has come, until it is assigned.
	 */
	DaemonSlot scratch();

	/**
	 * Return whether the child has a process of its own, that can be measured and killed.
	 */
	boolean isProcess();

	/**
	 * Return whether the child is done with booting the application.
	 */
	boolean hasBooted();

	void assign(Assignment assignment);

	/**
	 * Return how the worker has left, when it can leave while its process lives on.
	 * @return in the terms of a process how it ended, or {@code null} while it has not
	 */
	default @Nullable ProcessExit departure() {
		return null;
	}

	/**
	 * Wake a worker to look into its slot. Does not block.
	 * @param slot the index of the slot
	 */
	void ring(int slot);

	/**
	 * Have the values of the meters of the child's process written. Does not block.
	 * @param file the index of the metrics file, always the same for a process
	 */
	default void writeMeters(int file) {
	}

	/**
	 * Have the stacks of the child's threads written into the log.
	 */
	void dumpThreads();

	/**
	 * Have a dump written into a file. Does not wait for it; a child that can't writes
	 * none.
	 * @param dump what to dump, and where to
	 */
	default void writeDump(WriteDump dump) {
	}

	/**
	 * Have the level of a logger changed. Does not wait for it. A child that is no
	 * process has the daemon's.
	 * @param change the change
	 */
	default void setLogLevel(SetLogLevel change) {
	}

	/**
	 * Press the worker to end.
	 * @return what was done, in words
	 */
	String terminate();

	/**
	 * End the worker by force, and whatever can't be parted from it.
	 * @return what was done, in words
	 */
	String kill();

	boolean isAlive();

	/**
	 * Return how the child has ended, as the operating system has it, whoever was told.
	 * @return the exit, or {@code null} while the child lives
	 */
	@Nullable ProcessExit exit();

	/**
	 * Return whether the child can do anything now, as far as that is cheap to know: one
	 * that was stopped by a signal can't.
	 */
	default boolean isResponsive() {
		return isAlive();
	}

	/**
	 * Have it found out why the child ended before it could say anything.
	 * @param exit how it ended
	 * @param executor where to tell the reason
	 * @param listener whom to tell, if it is found
	 */
	default void explain(ProcessExit exit, Executor executor, Consumer<String> listener) {
	}

	/**
	 * Have the exit of the child reported.
	 * @param executor where to report it
	 * @param listener whom to report it to
	 */
	void onExit(Executor executor, Consumer<ProcessExit> listener);

}
