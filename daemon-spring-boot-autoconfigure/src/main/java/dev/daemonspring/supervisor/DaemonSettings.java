package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.classdata.ClassDataSettings;
import dev.daemonspring.process.LaunchPlan;

/**
 * What holds for the daemon as a whole.
 *
 * @param directory where the status region lies, or {@code null} for shared memory, else
 * the temporary directory
 * @param mailboxSize the largest command and the largest result, in bytes
 * @param orphanTimeout how long a worker process may outlive the daemon
 * @param endsWithWorker whether the daemon ends when a worker goes down that is not
 * forever
 * @param endsWhenDone whether the daemon ends when all workers have ended and one is done
 * @param isolation what parts a worker from the daemon
 * @param standby how many booted processes wait to be assigned
 * @param standbyFollowsNeed whether more wait after workers have needed several shortly
 * after each other
 * @param standbyPlan what these are started with; workers of another plan can't use them
 * @param startupWait how long the start of the application waits for its workers
 * @param classData whether and where archives of classes are kept
 * @param surroundings how the daemon gets along with what it runs in
 * @param test whether the daemon is part of a test
 */
public record DaemonSettings(@Nullable Path directory, int mailboxSize, Duration orphanTimeout, boolean endsWithWorker,
		boolean endsWhenDone, Isolation isolation, int standby, boolean standbyFollowsNeed, LaunchPlan standbyPlan,
		Duration startupWait, ClassDataSettings classData, Surroundings surroundings, boolean test) {

	/**
	 * What parts a worker from the daemon.
	 */
	public enum Isolation {

		/**
		 * A process of its own.
		 */
		PROCESS,

		/**
		 * Nothing but a thread of its own, for tests and debugging.
		 */
		THREAD,

		/**
		 * Workers are not run at all. The default in tests.
		 */
		NONE

	}

}
