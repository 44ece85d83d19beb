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
 * Starts processes on another thread, because the operating system may take its time, and
 * tells each result once: whatever is thrown is one, and a result whose news was lost is
 * found by {@link #deliver()}. All but the starting itself belongs to the supervisor's
 * thread.
 */
public final class LaunchQueue {

	private final ChildLauncher launcher;

	private final ScratchSlots scratchSlots;

	private final Executor launching;

	private final Executor supervisor;

	private final Set<Launch> open = new LinkedHashSet<>();

	/**
	 * Create a queue, which is empty.
	 * @param launcher starts processes
	 * @param scratchSlots a slot for each process
	 * @param launching the thread on which processes are started
	 * @param supervisor the supervisor's thread
	 */
	public LaunchQueue(ChildLauncher launcher, ScratchSlots scratchSlots, Executor launching, Executor supervisor) {
		this.launcher = launcher;
		this.scratchSlots = scratchSlots;
		this.launching = launching;
		this.supervisor = supervisor;
		launcher.begin();
	}

	/**
	 * Return a thread on which processes can be started. It is there from the beginning:
	 * when threads are short is no time to look for one.
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
	 * Have a process started.
	 * @param label how the log names it until it is assigned
	 * @param plan what it is started with
	 * @param onSuccess takes the process
	 * @param onFailure takes the reason why there is none
	 */
	void add(String label, LaunchPlan plan, Consumer<Child> onSuccess, Consumer<Throwable> onFailure) {
		Launch launch = new Launch(label, plan, onSuccess, onFailure);
		this.open.add(launch);
		try {
			this.launching.execute(launch);
		}
		catch (Throwable ex) {
			launch.failure = ex;
			// Delivered later: who asks does not expect an answer yet
		}
	}

	/**
	 * Free what a process had that is gone.
	 */
	void release(Child gone) {
		this.scratchSlots.giveBack(gone.scratch());
	}

	/**
	 * End what goes on in the background: the daemon ends.
	 */
	void end() {
		this.launcher.end();
	}

	/**
	 * Deliver the results whose news was lost.
	 */
	void deliver() {
		List.copyOf(this.open).forEach(this::tell);
	}

	boolean isEmpty() {
		return this.open.isEmpty();
	}

	private void tell(Launch launch) {
		Child child = launch.child;
		Throwable failure = launch.failure;
		if ((child != null || failure != null) && this.open.remove(launch)) {
			if (child != null) {
				launch.onSuccess.accept(child);
			}
			else if (failure != null) {
				launch.onFailure.accept(failure);
			}
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
				LaunchQueue.this.supervisor.execute(() -> tell(this));
			}
			catch (Throwable ex) {
				// deliver() finds the result
			}
		}

	}

}
