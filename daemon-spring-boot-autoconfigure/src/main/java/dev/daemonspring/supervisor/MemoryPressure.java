package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.MemoryRelief;
import dev.daemonspring.policy.MemoryRelief.Claim;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.MemoryGroup;

/**
 * A watch over the memory of the container: before it is exhausted, the largest process
 * that has more than its share is replaced. Runs on the thread that starts processes,
 * because it reads files; the replacement happens on the supervisor's.
 */
final class MemoryPressure implements Runnable {

	/**
	 * What a process had is free when it is gone; the next is not to follow too early.
	 */
	private static final long PAUSE = Duration.ofSeconds(10).toNanos();

	private final MemorySharing sharing;

	private final ManagedWorkers workers;

	private final LimitCheck limits;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private final LongFunction<OptionalLong> taken;

	private @Nullable Long replacedAt;

	private boolean told;

	/**
	 * Create a watch.
	 * @param sharing how much each process is meant to take
	 * @param workers all workers
	 * @param limits replaces processes
	 * @param publisher tells where nothing can be done
	 * @param thread the supervisor's thread
	 * @param taken gives the memory of a process, in bytes
	 */
	MemoryPressure(MemorySharing sharing, ManagedWorkers workers, LimitCheck limits, WorkerEventPublisher publisher,
			EventLoop thread, LongFunction<OptionalLong> taken) {
		this.sharing = sharing;
		this.workers = workers;
		this.limits = limits;
		this.publisher = publisher;
		this.thread = thread;
		this.taken = taken;
	}

	@Override
	public void run() {
		for (MemoryGroup group : this.sharing.groups()) {
			OptionalLong limit = group.limit();
			OptionalLong used = group.used();
			if (limit.isPresent() && used.isPresent() && MemoryRelief.isNeeded(used.getAsLong(), limit.getAsLong())) {
				relieve(used.getAsLong() >> 20, limit.getAsLong() >> 20);
				return;
			}
		}
		this.told = false;
	}

	private void relieve(long used, long limit) {
		Map<Child, Claim<ManagedWorker>> claims = new LinkedHashMap<>();
		for (ManagedWorker worker : this.workers) {
			Child process = worker.process();
			if (process == null || !process.isProcess()) {
				continue;
			}
			if (worker.termination().isUnderWay()) {
				// Its memory will be free
				return;
			}
			claims.computeIfAbsent(process.home(), (home) -> new Claim<>(worker, this.taken.apply(home.pid()).orElse(0),
					this.sharing.share(worker.plan())));
		}
		MemoryRelief.choose(claims.values())
			.ifPresentOrElse((claim) -> replace(claim, used, limit), () -> tellNone(used, limit));
	}

	private void replace(Claim<ManagedWorker> claim, long used, long limit) {
		long now = this.thread.now();
		if (this.replacedAt != null && now - this.replacedAt < PAUSE) {
			return;
		}
		this.replacedAt = now;
		ManagedWorker worker = claim.process();
		Child process = worker.process();
		String reason = "%d of the %d MiB of memory that the control group may have are in use, and it has the most above its share: %d MiB, meant to have at most %d"
			.formatted(used, limit, claim.taken() >> 20, claim.share() >> 20);
		this.thread.execute(() -> {
			if (process != null && worker.process() == process && !worker.termination().isUnderWay()) {
				this.limits.replace(process, reason, this.thread.now());
			}
		});
	}

	private void tellNone(long used, long limit) {
		if (!this.told) {
			this.told = true;
			this.publisher
				.trouble(("%d of the %d MiB of memory that the control group may have are in use, and no worker"
						+ " process has more than its share; the kernel may kill one. Raise the limit, or look at what else takes"
						+ " it: the daemon itself, files in shared memory, processes that workers have started.")
					.formatted(used, limit));
		}
	}

}
