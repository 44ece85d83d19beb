package dev.daemonspring.child;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerState;

/**
 * The {@link WorkerContext} bean of a worker process. It exists before a worker is
 * assigned, so that beans can be wired with it, but can't be used until then. If several
 * workers share the process, it stands for the worker on whose thread, or on a thread
 * started from there, it is called.
 */
final class ProcessContext implements WorkerContext {

	private final InheritableThreadLocal<@Nullable WorkerContext> ofThread = new InheritableThreadLocal<>();

	private final List<WorkerContext> present = new CopyOnWriteArrayList<>();

	/**
	 * A worker runs on the current thread from now on.
	 */
	void enter(WorkerContext worker) {
		this.ofThread.set(worker);
		this.present.add(worker);
	}

	void leave(WorkerContext worker) {
		this.present.remove(worker);
	}

	@Override
	public String name() {
		return current().name();
	}

	@Override
	public int index() {
		return current().index();
	}

	@Override
	public int total() {
		return current().total();
	}

	@Override
	public OptionalLong fencingToken() {
		return current().fencingToken();
	}

	@Override
	public Duration looptime() {
		return current().looptime();
	}

	@Override
	public long iterations() {
		return current().iterations();
	}

	@Override
	public WorkerState state() {
		return current().state();
	}

	@Override
	public void pause() {
		current().pause();
	}

	@Override
	public void stop() {
		current().stop();
	}

	@Override
	public void progress() {
		current().progress();
	}

	private WorkerContext current() {
		WorkerContext own = this.ofThread.get();
		if (own != null && this.present.contains(own)) {
			return own;
		}
		List<WorkerContext> candidates = List.copyOf(this.present);
		if (candidates.isEmpty()) {
			throw new IllegalStateException("This worker process has no worker yet. Ask the WorkerContext from"
					+ " spinup(), loop(), spindown() or a command, or from the worker's constructor");
		}
		if (candidates.size() > 1) {
			throw new IllegalStateException(
					"The workers %s share this process, and the thread '%s' is of none of them. Ask the WorkerContext"
						.formatted(candidates.stream().map(WorkerContext::name).toList(),
								Thread.currentThread().getName())
							+ " on a worker's own thread, or give the worker a process of its own");
		}
		return candidates.get(0);
	}

}
