package org.example.newsletter;

import java.util.List;

/**
 * The worker processes, and standbys, that this JVM has started.
 */
final class WorkerProcesses {

	private WorkerProcesses() {
	}

	static List<Long> all() {
		return ProcessHandle.current()
			.descendants()
			.filter((process) -> process.info().commandLine().orElse("").contains("dev.daemonspring.child.WorkerMain"))
			.map(ProcessHandle::pid)
			.toList();
	}

}
