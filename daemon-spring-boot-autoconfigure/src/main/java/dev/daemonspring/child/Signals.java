package dev.daemonspring.child;

import sun.misc.Signal;

/**
 * The signal handlers of a worker process. SIGTERM requests a controlled end. Signals
 * that a terminal sends to its whole process group (SIGINT on Ctrl-C, SIGHUP when it
 * closes) are ignored: the daemon reacts to them, and ends its worker processes in order.
 */
final class Signals {

	private Signals() {
	}

	static void install(WorkerProcess process) {
		handle("TERM", process::terminated);
		handle("INT", () -> {
		});
		handle("HUP", () -> {
		});
	}

	private static void handle(String name, Runnable action) {
		try {
			Signal.handle(new Signal(name), (signal) -> action.run());
		}
		catch (IllegalArgumentException ex) {
			// Not a signal of this operating system, or taken by the JVM (-Xrs)
		}
	}

}
