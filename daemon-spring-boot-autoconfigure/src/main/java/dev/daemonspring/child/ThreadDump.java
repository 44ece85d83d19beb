package dev.daemonspring.child;

import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs the stacks of all threads of this process.
 */
final class ThreadDump {

	private static final Log logger = LogFactory.getLog(ThreadDump.class);

	private ThreadDump() {
	}

	static void log() {
		StringBuilder text = new StringBuilder("Thread dump of process ").append(ProcessHandle.current().pid());
		for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
			Thread thread = entry.getKey();
			text.append("\n\"").append(thread.getName()).append("\" ").append(thread.getState());
			for (StackTraceElement element : entry.getValue()) {
				text.append("\n\tat ").append(element);
			}
		}
		logger.warn(text);
	}

}
