package dev.daemonspring.child.rehearsal;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoopListener;

/**
 * A listener of the rehearsed iterations.
 */
@Component
class SampleListener implements WorkerLoopListener {

	private @Nullable String worker;

	@Override
	public void beforeLoop(WorkerContext context) {
		this.worker = context.name();
	}

	@Override
	public String toString() {
		return "listener of " + this.worker;
	}

}
