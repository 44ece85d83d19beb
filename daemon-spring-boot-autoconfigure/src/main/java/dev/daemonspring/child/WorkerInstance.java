package dev.daemonspring.child;

import java.util.List;

import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;

/**
 * A worker that has been created, with what surrounds its loop.
 *
 * @param loop the worker
 * @param listeners those that are called around every iteration
 * @param commands executes the worker's commands
 */
record WorkerInstance(WorkerLoop loop, List<WorkerLoopListener> listeners, CommandExecutor commands) {
}
