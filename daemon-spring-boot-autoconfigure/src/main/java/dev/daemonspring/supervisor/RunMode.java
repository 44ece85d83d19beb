package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import dev.daemonspring.supervisor.DaemonSettings.Isolation;

/**
 * The mode in which workers are run: as configured, else in processes. In a test, by
 * default, workers are not run, and none of them ends the application.
 *
 * @param isolation what separates a worker from the daemon
 * @param onWorkerExit what the daemon does when a worker that is not forever goes down
 * @param test whether the application was started by a test
 */
public record RunMode(Isolation isolation, OnWorkerExit onWorkerExit, boolean test) {

	/**
	 * Determine the mode. To be called on the thread that starts the application, whose
	 * callers show whether it is a test.
	 * @param environment the environment of the application
	 * @return the mode
	 */
	public static RunMode of(Environment environment) {
		Binder binder = Binder.get(environment);
		return of(binder.bind("daemon.isolation", Isolation.class).orElse(null),
				binder.bind("daemon.on-worker-exit", OnWorkerExit.class).orElse(null), TestRun.isUnderWay());
	}

	static RunMode of(@Nullable Isolation isolation, @Nullable OnWorkerExit onWorkerExit, boolean test) {
		return new RunMode((isolation != null) ? isolation : (test ? Isolation.NONE : Isolation.PROCESS),
				(onWorkerExit != null) ? onWorkerExit : (test ? OnWorkerExit.IGNORE : OnWorkerExit.SHUTDOWN), test);
	}

	/**
	 * Return whether workers are run at all.
	 * @return whether they are
	 */
	public boolean runsWorkers() {
		return this.isolation != Isolation.NONE;
	}

}
