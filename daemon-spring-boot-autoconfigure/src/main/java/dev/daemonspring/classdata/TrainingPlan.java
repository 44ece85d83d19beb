package dev.daemonspring.classdata;

import java.util.List;

import dev.daemonspring.process.JvmCommand;
import dev.daemonspring.process.LaunchPlan;

/**
 * What a process is started with that makes an archive: what the processes are started
 * with that shall use it, but for what would only get in its way.
 */
final class TrainingPlan {

	private static final int LAST = 19;

	/**
	 * Options that say how large a process is, or where it tells of itself. The latter
	 * are of one process alone.
	 */
	private static final List<String> LEFT_OUT = List.of("-Dcom.sun.management.", "-XX:StartFlightRecording",
			"-XX:FlightRecorderOptions", "-XX:OnOutOfMemoryError", "-XX:OnError", "-Xlog", "-verbose");

	private TrainingPlan() {
	}

	static LaunchPlan of(LaunchPlan plan) {
		List<String> jvmArgs = plan.jvmArgs().stream().filter((option) -> !isLeftOut(option)).toList();
		return new LaunchPlan(jvmArgs, null, LAST, plan.footprint());
	}

	private static boolean isLeftOut(String option) {
		return JvmCommand.sizesHeap(option) || LEFT_OUT.stream().anyMatch(option::startsWith);
	}

}
