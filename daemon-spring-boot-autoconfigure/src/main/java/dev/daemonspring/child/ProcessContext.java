package dev.daemonspring.child;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerState;

/**
 * The {@link WorkerContext} bean of a worker process. It exists before the process is
 * assigned, so that beans can be wired; before that it can't be asked anything.
 */
final class ProcessContext implements WorkerContext {

	private volatile @Nullable WorkerContext delegate;

	void become(WorkerContext delegate) {
		this.delegate = delegate;
	}

	@Override
	public String name() {
		return delegate().name();
	}

	@Override
	public Duration looptime() {
		return delegate().looptime();
	}

	@Override
	public long iterations() {
		return delegate().iterations();
	}

	@Override
	public WorkerState state() {
		return delegate().state();
	}

	@Override
	public void pause() {
		delegate().pause();
	}

	@Override
	public void stop() {
		delegate().stop();
	}

	@Override
	public void progress() {
		delegate().progress();
	}

	private WorkerContext delegate() {
		WorkerContext assigned = this.delegate;
		if (assigned == null) {
			throw new IllegalStateException("This worker process has no worker yet. Ask the WorkerContext from"
					+ " spinup(), loop(), spindown() or a command, or from the worker's constructor");
		}
		return assigned;
	}

}
