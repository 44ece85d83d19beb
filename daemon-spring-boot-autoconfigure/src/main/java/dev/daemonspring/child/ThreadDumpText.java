package dev.daemonspring.child;

import java.lang.management.LockInfo;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The stacks of threads as text, in the form of {@code jstack}, which tools can read.
 */
final class ThreadDumpText {

	private ThreadDumpText() {
	}

	static String of(ThreadInfo[] threads) {
		StringBuilder text = new StringBuilder();
		text.append(LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' '));
		text.append("\nFull thread dump of process ").append(ProcessHandle.current().pid());
		text.append(" (").append(System.getProperty("java.vm.name")).append(' ');
		text.append(System.getProperty("java.vm.version")).append("):\n\n");
		for (ThreadInfo thread : threads) {
			if (thread != null) {
				append(text, thread);
			}
		}
		return text.toString();
	}

	private static void append(StringBuilder text, ThreadInfo thread) {
		text.append('"').append(thread.getThreadName()).append("\" ");
		text.append(thread.isDaemon() ? "daemon " : "").append("prio=").append(thread.getPriority());
		text.append(" Id=").append(thread.getThreadId()).append('\n');
		text.append("   java.lang.Thread.State: ").append(thread.getThreadState()).append('\n');
		StackTraceElement[] stack = thread.getStackTrace();
		for (int depth = 0; depth < stack.length; depth++) {
			text.append("\tat ").append(stack[depth]).append('\n');
			if (depth == 0 && thread.getLockInfo() != null) {
				text.append("\t- ").append(waiting(thread)).append(' ').append(named(thread.getLockInfo()));
				text.append('\n');
			}
			for (MonitorInfo monitor : thread.getLockedMonitors()) {
				if (monitor.getLockedStackDepth() == depth) {
					text.append("\t- locked ").append(named(monitor)).append('\n');
				}
			}
		}
		LockInfo[] locked = thread.getLockedSynchronizers();
		if (locked.length > 0) {
			text.append("\n   Locked ownable synchronizers:\n");
			for (LockInfo lock : locked) {
				text.append("\t- ").append(named(lock)).append('\n');
			}
		}
		text.append('\n');
	}

	private static String waiting(ThreadInfo thread) {
		return switch (thread.getThreadState()) {
			case BLOCKED -> "waiting to lock";
			case WAITING, TIMED_WAITING -> "parking to wait for";
			default -> "on";
		};
	}

	private static String named(LockInfo lock) {
		return "<%08x> (a %s)".formatted(lock.getIdentityHashCode(), lock.getClassName());
	}

}
