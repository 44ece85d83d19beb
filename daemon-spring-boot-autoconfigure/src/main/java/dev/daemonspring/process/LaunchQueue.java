package dev.daemonspring.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.DaemonSlot;

/**
 * A queue of processes to start. They are started on another thread, because the
 * operating system may take long. Each result is delivered exactly once: anything thrown
 * is a result, too, and {@link #deliver()} finds a result whose notification was lost, or
 * whose process could not be registered. Except for the start itself, everything is
 * confined to the supervisor's thread.
 */
public final class LaunchQueue {

	private final ChildLauncher launcher;

	private final ScratchSlots scratchSlots;

	private final Executor launching;

	private final Executor supervisor;

	private final Set<Launch> open = new LinkedHashSet<>();

	private Consumer<Child> register = (child) -> {
	};

	/**
	 * Create an empty queue, and allow the launcher to begin its work in the background.
	 * @param launcher the launcher of processes
	 * @param scratchSlots the slots for processes that are not yet assigned
	 * @param launching runs tasks on the thread on which processes are started
	 * @param supervisor runs tasks on the supervisor's thread
	 */
	public LaunchQueue(ChildLauncher launcher, ScratchSlots scratchSlots, Executor launching, Executor supervisor) {
		this.launcher = launcher;
		this.scratchSlots = scratchSlots;
		this.launching = launching;
		this.supervisor = supervisor;
		launcher.begin();
	}

	/**
	 * Return an executor with one thread on which processes can be started. The thread is
	 * created at once, because later there may be no thread left to create.
	 */
	public static ExecutorService newThread() {
		ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread launcherThread = new Thread(task, "daemon-launcher");
					launcherThread.setDaemon(true);
					return launcherThread;
				});
		thread.prestartCoreThread();
		return thread;
	}

	/**
	 * Have each process registered before anybody gets it, so that its end is noticed
	 * even if nobody can take it. To be called before the first start.
	 * @param register registers a process, any number of times
	 */
	void registerAt(Consumer<Child> register) {
		this.register = register;
	}

	/**
	 * Request the start of a process. Neither result is delivered before this method has
	 * returned. If it throws, nothing is started.
	 * @param label how the log names the process until it is assigned
	 * @param plan what the process is started with
	 * @param onSuccess accepts the process
	 * @param onFailure accepts the reason why there is none
	 */
	void add(String label, LaunchPlan plan, Consumer<Child> onSuccess, Consumer<Throwable> onFailure) {
		Launch launch = new Launch(label, plan, onSuccess, onFailure);
		this.open.add(launch);
		try {
			this.launching.execute(launch);
		}
		catch (Throwable ex) {
			launch.failure = ex;
			// Delivered later, because the caller does not expect a result yet
		}
	}

	/**
	 * Release the resources of a process that is gone.
	 */
	void release(Child gone) {
		this.scratchSlots.giveBack(gone.scratch());
	}

	/**
	 * End the work in the background: the daemon ends.
	 */
	void end() {
		this.launcher.end();
	}

	/**
	 * Deliver the results whose notification was lost.
	 */
	void deliver() {
		List.copyOf(this.open).forEach(this::deliver);
	}

	boolean isEmpty() {
		return this.open.isEmpty();
	}

	private void deliver(Launch launch) {
		Child child = launch.child;
		Throwable failure = launch.failure;
		if (child != null && this.open.contains(launch)) {
			this.register.accept(child);
			this.open.remove(launch);
			launch.onSuccess.accept(child);
		}
		else if (failure != null && this.open.remove(launch)) {
			launch.onFailure.accept(failure);
		}
	}

	/**
	 * The start of a process.
	 */
	private final class Launch implements Runnable {

		private final String label;

		private final LaunchPlan plan;

		private final Consumer<Child> onSuccess;

		private final Consumer<Throwable> onFailure;

		private volatile @Nullable Child child;

		private volatile @Nullable Throwable failure;

		private Launch(String label, LaunchPlan plan, Consumer<Child> onSuccess, Consumer<Throwable> onFailure) {
			this.label = label;
			this.plan = plan;
			this.onSuccess = onSuccess;
			this.onFailure = onFailure;
		}

		@Override
		public void run() {
			DaemonSlot scratch = null;
			try {
				scratch = LaunchQueue.this.scratchSlots.take();
				this.child = LaunchQueue.this.launcher.launch(this.label, this.plan, scratch);
			}
			catch (Throwable ex) {
				if (scratch != null) {
					LaunchQueue.this.scratchSlots.giveBack(scratch);
				}
				this.failure = ex;
			}
			try {
				LaunchQueue.this.supervisor.execute(() -> deliver(this));
			}
			catch (Throwable ex) {
				// deliver() finds the result
			}
		}

	}

}
