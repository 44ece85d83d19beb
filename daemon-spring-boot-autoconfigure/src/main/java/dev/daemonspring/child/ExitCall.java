package dev.daemonspring.child;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A call of {@code System.exit} that is ending this JVM.
 *
 * @param thread the thread that waits in the call
 * @param caller the code that made the call
 */
record ExitCall(Thread thread, StackTraceElement caller) {

	/**
	 * Find the call that is ending this JVM.
	 * @return the call, or {@code null} if a signal is ending it
	 */
	static @Nullable ExitCall find() {
		for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
			StackTraceElement caller = callerOfExit(entry.getValue());
			if (caller != null) {
				return new ExitCall(entry.getKey(), caller);
			}
		}
		return null;
	}

	private static @Nullable StackTraceElement callerOfExit(StackTraceElement[] stack) {
		boolean exits = false;
		for (StackTraceElement element : stack) {
			boolean isExit = element.getMethodName().equals("exit") && element.getClassName().startsWith("java.lang.");
			if (exits && !isExit) {
				return element;
			}
			exits |= isExit;
		}
		return null;
	}

	@Override
	public String toString() {
		return "System.exit was called by " + this.caller + " on thread '" + this.thread.getName()
				+ "'. A worker that is to end calls stop() of its WorkerContext";
	}

}
