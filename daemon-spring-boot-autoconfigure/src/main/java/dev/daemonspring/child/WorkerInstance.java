package dev.daemonspring.child;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;

/**
 * A worker that has been created, with its listeners and commands.
 *
 * @param loop the worker
 * @param listeners the listeners that are called around every iteration
 * @param commands the executor of the worker's commands
 * @param observer surrounds every iteration, or {@code null} if nobody does
 */
record WorkerInstance(WorkerLoop loop, List<WorkerLoopListener> listeners, CommandExecutor commands,
		@Nullable WorkObserver observer) {

	WorkerInstance(WorkerLoop loop, List<WorkerLoopListener> listeners, CommandExecutor commands) {
		this(loop, listeners, commands, null);
	}

}
