package dev.daemonspring.supervisor;

import java.util.List;

import dev.daemonspring.child.Descendants;
import dev.daemonspring.policy.ExitConsequence;
import dev.daemonspring.policy.ProcessEnding;

/**
 * The classes that are not needed before a worker goes down. They are initialized when
 * the workers start: a class whose initializer meets an exhausted heap is unusable for as
 * long as the JVM lives (Java Virtual Machine Specification, 5.5), and with it every
 * later attempt to restart the worker.
 */
final class RecoveryClasses {

	private static final List<Class<?>> CLASSES = List.of(Descendants.class, ExitConsequence.class, ExitHandler.class,
			ExitReport.class, ProcessEnding.Reason.class, ProcessEnding.Stage.class, RestartReason.class,
			StepExecutor.class, WorkerEventPublisher.class, WorkerExitedEvent.class, WorkerLife.Reason.class,
			WorkerRestartedEvent.class);

	/**
	 * The compiler's name for the class that a switch on an enum needs.
	 */
	private static final String SWITCH = "$1";

	private RecoveryClasses() {
	}

	static void initialize() {
		for (Class<?> type : CLASSES) {
			initialize(type, type.getName());
			initialize(type, type.getName() + SWITCH);
		}
	}

	private static void initialize(Class<?> neighbor, String name) {
		try {
			Class.forName(name, true, neighbor.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			// It has no such switch
		}
	}

}
