package dev.daemonspring.process;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What has to be settled before a process starts. Workers of the same plan can take over
 * each other's processes as long as these are not assigned.
 *
 * @param jvmArgs options for the JVM
 * @param maxHeap the largest heap of the JVM, or {@code null} for the JVM's own default
 * @param nice the niceness of the process, or {@code null} for the daemon's own
 * @param footprint whether the JVM spends memory on speed
 */
public record LaunchPlan(List<String> jvmArgs, @Nullable DataSize maxHeap, @Nullable Integer nice,
		Footprint footprint) {

	/**
	 * Create a plan with the usual footprint.
	 */
	public LaunchPlan(List<String> jvmArgs, @Nullable DataSize maxHeap, @Nullable Integer nice) {
		this(jvmArgs, maxHeap, nice, Footprint.NORMAL);
	}

}
