package dev.daemonspring.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The processes that were started before the supervisor existed and that no tenant has
 * taken yet. Belongs to the supervisor's thread.
 */
final class EarlyProcesses {

	private final List<EarlyProcess> processes = new ArrayList<>();

	void addAll(Collection<EarlyProcess> started) {
		this.processes.addAll(started);
	}

	/**
	 * Take a process that was started with the given plan.
	 * @return the process, or {@code null} if there is none
	 */
	@Nullable Child take(LaunchPlan plan) {
		for (Iterator<EarlyProcess> remaining = this.processes.iterator(); remaining.hasNext();) {
			EarlyProcess process = remaining.next();
			if (process.plan().equals(plan)) {
				remaining.remove();
				return process.child();
			}
		}
		return null;
	}

	/**
	 * Take all remaining processes.
	 * @param taker accepts each process with its plan
	 */
	void takeAll(BiConsumer<LaunchPlan, Child> taker) {
		List<EarlyProcess> remaining = List.copyOf(this.processes);
		this.processes.clear();
		remaining.forEach((process) -> taker.accept(process.plan(), process.child()));
	}

	boolean contains(Child child) {
		return this.processes.stream().anyMatch((process) -> process.child() == child);
	}

}
