package dev.daemonspring.child;

import sun.misc.Signal;

/**
 * The signals of a worker process. SIGTERM asks for a controlled end. What a terminal
 * sends to its whole process group (SIGINT on Ctrl-C, SIGHUP when it closes) is left to
 * the daemon, which ends its worker processes in order.
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
