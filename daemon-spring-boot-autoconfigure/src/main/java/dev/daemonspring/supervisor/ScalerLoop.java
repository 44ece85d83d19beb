package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ScaleLimits;

/**
 * Asks scalers for their wishes and carries them out, one step at a time. Nothing that a
 * scaler does is fatal: what goes wrong is told once, until it goes well again. Confined
 * to one thread, which is not the supervisor's.
 */
final class ScalerLoop {

	private static final Log logger = LogFactory.getLog(ScalerLoop.class);

	static final Duration PERIOD = Duration.ofSeconds(5);

	private final List<WorkerScaler> scalers;

	private final MemoryRoom memory;

	private final Scaling scaling;

	private final LongSupplier clock;

	private final Duration patience;

	private final ExecutorService asking = Executors.newSingleThreadExecutor((task) -> daemon(task, "daemon-scaler"));

	private final AtomicBoolean busy = new AtomicBoolean();

	private final Map<String, Integer> known = new HashMap<>();

	private final Map<String, Long> changedAt = new HashMap<>();

	private final Set<String> failed = new HashSet<>();

	private final Set<String> shortOfMemory = new HashSet<>();

	/**
	 * Create a loop.
	 * @param scalers who wishes, in their order
	 * @param memory knows whether there is room
	 * @param scaling scales a worker
	 * @param clock a clock in nanoseconds
	 * @param patience how long a scaler may take
	 */
	ScalerLoop(List<WorkerScaler> scalers, MemoryRoom memory, Scaling scaling, LongSupplier clock, Duration patience) {
		this.scalers = List.copyOf(scalers);
		this.memory = memory;
		this.scaling = scaling;
		this.clock = clock;
		this.patience = patience;
	}

	static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Ask for a wish for a worker, and take a step towards it.
	 */
	void look(WorkerGroup group) {
		String worker = group.specification().name();
		int instances = group.wanted();
		ScaleLimits limits = group.specification().instances().scaling();
		long now = this.clock.getAsLong();
		if (!Integer.valueOf(instances).equals(this.known.put(worker, instances))
				&& this.changedAt.containsKey(worker)) {
			// Somebody else has scaled it
			this.changedAt.put(worker, now);
		}
		Long changed = this.changedAt.putIfAbsent(worker, now - limits.coolDown().toNanos());
		if (changed != null && now - changed < limits.coolDown().toNanos()) {
			return;
		}
		Integer wish = wish(worker, new WorkerScale(worker, instances, group.specification().instances().configured(),
				limits.min(), limits.max()));
		int number = (wish != null) ? limits.step(instances, wish) : instances;
		if (number > instances && isShort(group, worker)) {
			return;
		}
		if (number != instances && this.scaling.scale(group, number, "a WorkerScaler")) {
			this.known.put(worker, number);
			this.changedAt.put(worker, now);
		}
	}

	private boolean isShort(WorkerGroup group, String worker) {
		String shortage = this.memory.shortage(group.present());
		if (shortage == null) {
			this.shortOfMemory.remove(worker);
		}
		else if (this.shortOfMemory.add(worker)) {
			logger.warn("Worker '%s' is not scaled up as its scaler wishes: %s".formatted(worker, shortage));
		}
		return shortage != null;
	}

	private @Nullable Integer wish(String worker, WorkerScale current) {
		if (!this.busy.compareAndSet(false, true)) {
			// It has not returned yet from a call that has taken too long
			return null;
		}
		Future<@Nullable Integer> call = this.asking.submit(() -> {
			try {
				return ask(current);
			}
			finally {
				this.busy.set(false);
			}
		});
		try {
			Integer wish = call.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
			this.failed.remove(worker);
			return wish;
		}
		catch (TimeoutException ex) {
			call.cancel(true);
			tell(worker, "The scaler of worker '%s' has not answered within %d ms; the worker keeps its %d instances"
				.formatted(worker, this.patience.toMillis(), current.instances()));
		}
		catch (ExecutionException ex) {
			tell(worker, "The scaler of worker '%s' failed; the worker keeps its %d instances: %s".formatted(worker,
					current.instances(), ex.getCause()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return null;
	}

	private @Nullable Integer ask(WorkerScale current) throws Exception {
		for (WorkerScaler scaler : this.scalers) {
			if (scaler.scales(current.worker())) {
				return scaler.wish(current);
			}
		}
		return null;
	}

	private void tell(String worker, String message) {
		if (this.failed.add(worker)) {
			logger.warn(message);
		}
	}

	void close() {
		this.asking.shutdownNow();
	}

	/**
	 * Scales a worker.
	 */
	@FunctionalInterface
	interface Scaling {

		boolean scale(WorkerGroup group, int number, String by);

	}

}
