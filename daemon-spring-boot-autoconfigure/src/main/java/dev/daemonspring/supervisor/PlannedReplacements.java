package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.region.WantedState;

/**
 * Replaces the processes of instances that have reached a limit: one at a time of each
 * worker, when another process has booted. When one does not come up, no other instance
 * of the worker is replaced until it has. Confined to the supervisor's thread.
 */
final class PlannedReplacements {

	/**
	 * How long a replacement waits for another instance that is not up. It would not come
	 * up any sooner.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	private final List<WorkerGroup> limited;

	private final ChildPool<ManagedWorker> children;

	private final OrderHandler orders;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private final Map<WorkerGroup, RollingRun> runs = new LinkedHashMap<>();

	/**
	 * The instances that have not come up.
	 */
	private final Map<WorkerGroup, ManagedWorker> failed = new HashMap<>();

	/**
	 * Create replacements, of which none is under way.
	 * @param workers all workers
	 * @param children boots replacements
	 * @param orders restarts an instance
	 * @param publisher tells of it
	 * @param thread the supervisor's thread
	 */
	PlannedReplacements(ManagedWorkers workers, ChildPool<ManagedWorker> children, OrderHandler orders,
			WorkerEventPublisher publisher, EventLoop thread) {
		this.limited = workers.groups().stream().filter((group) -> isLimited(group.specification())).toList();
		this.children = children;
		this.orders = orders;
		this.publisher = publisher;
		this.thread = thread;
	}

	private static boolean isLimited(WorkerSpecification worker) {
		return worker.instances().areIndexed() && !worker.limits().equals(WorkerLimits.NONE);
	}

	/**
	 * Go on with what is under way, and begin what is due.
	 * @param restarting the instances that an operator has restarted one after the other,
	 * whose workers are left alone
	 * @param now the current time in nanoseconds
	 * @return whether anything is to happen soon
	 */
	boolean look(List<ManagedWorker> restarting, long now) {
		assert this.thread.inEventLoop();
		for (WorkerGroup group : this.limited) {
			RollingRun run = this.runs.get(group);
			if (run != null && !run.look(now)) {
				this.runs.remove(group);
				ended(group, run, now);
			}
			boolean restarted = restarting.stream().anyMatch((worker) -> worker.group() == group);
			if (run == null && !restarted) {
				begin(group, now);
			}
		}
		return this.runs.values().stream().anyMatch((run) -> !run.isFinishing());
	}

	private void begin(WorkerGroup group, long now) {
		ManagedWorker next = isBlocked(group) ? null : next(group, now);
		if (next != null) {
			this.runs.put(group, new RollingRun(List.of(next), this.children, this::replace));
		}
	}

	private boolean isBlocked(WorkerGroup group) {
		ManagedWorker other = this.failed.get(group);
		if (other != null && (other.hasSpunUp() || other.wanted() == WantedState.STOPPED)) {
			this.failed.remove(group);
			return false;
		}
		return other != null;
	}

	private static @Nullable ManagedWorker next(WorkerGroup group, long now) {
		for (ManagedWorker worker : group.present()) {
			boolean replaceable = worker.hasSpunUp() && !worker.isLeaving() && !worker.termination().isUnderWay();
			if (replaceable && worker.replacement().isDue(now)
					&& (areOthersUp(worker) || worker.replacement().isDueFor(LONGEST_WAIT, now))) {
				return worker;
			}
		}
		return null;
	}

	private static boolean areOthersUp(ManagedWorker worker) {
		for (ManagedWorker other : worker.group().present()) {
			boolean down = other.process() == null && !(other.isToRun() && other.lease().mayRun());
			if (other != worker && !down && (!other.hasSpunUp() || other.termination().isUnderWay())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * A process that is too large ends now, within its grace. One that has done its
	 * iterations leaves by itself at the end of the one that it is in.
	 */
	private void replace(ManagedWorker worker) {
		Child process = worker.process();
		String limit = worker.replacement().limit();
		if (process == null || limit == null) {
			return;
		}
		this.publisher.limitReached(worker, process, limit);
		if (worker.replacement().mayFinish()) {
			worker.slot().retain(false);
			worker.ring();
		}
		else {
			worker.attached().limitReached(limit);
			worker.end(Reason.LIMIT, this.thread.now());
		}
	}

	private void ended(WorkerGroup group, RollingRun run, long now) {
		String failure = run.failure();
		if (failure != null) {
			this.failed.put(group, run.current());
			run.current().replacement().failed(now);
			this.publisher.replacementFailed(run.current(), failure);
		}
	}

	/**
	 * Return whether an instance of one of the workers is being replaced.
	 */
	boolean isUnderWay(List<ManagedWorker> instances) {
		return instances.stream().anyMatch((worker) -> this.runs.containsKey(worker.group()));
	}

	/**
	 * Make room for an operator's restart of some instances: what has not begun is not
	 * begun, and who has been told to leave is given its grace for that.
	 */
	void makeRoom(List<ManagedWorker> restarting) {
		for (ManagedWorker worker : restarting) {
			RollingRun run = this.runs.get(worker.group());
			if (run == null) {
				continue;
			}
			if (run.isReplacing()) {
				this.orders.follow(OperatorOrder.RESTART, run.current());
			}
			else {
				run.giveUp();
				this.runs.remove(worker.group());
			}
		}
	}

	/**
	 * Give up all, because the daemon is shutting down.
	 */
	void end() {
		this.runs.values().forEach(RollingRun::giveUp);
		this.runs.clear();
	}

}
