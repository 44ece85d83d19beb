package dev.daemonspring.child;

import java.util.List;

import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;

/**
 * A worker that has been created, with its listeners and commands.
 *
 * @param loop the worker
 * @param listeners the listeners that are called around every iteration
 * @param commands the executor of the worker's commands
 */
record WorkerInstance(WorkerLoop loop, List<WorkerLoopListener> listeners, CommandExecutor commands) {
}
