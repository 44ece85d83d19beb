package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which scalers are waited for, while the daemon runs and has any.
 */
final class ScalerThread implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ScalerThread.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final ScalerLoop loop;

	private final ScheduledThreadPoolExecutor executor;

	private ScalerThread(ScalerLoop loop, List<WorkerGroup> groups) {
		this.loop = loop;
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> ScalerLoop.daemon(task, "daemon-scaling"));
		this.executor.scheduleWithFixedDelay(() -> groups.forEach(this::look), ScalerLoop.PERIOD.toMillis(),
				ScalerLoop.PERIOD.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Start the thread, if there is a scaler and something to scale. Workers that the
	 * replicas share are not: those would have to agree on the number.
	 * @return the thread, or {@code null}
	 */
	static @Nullable ScalerThread start(List<WorkerScaler> scalers, Collection<WorkerGroup> groups,
			Supervisor supervisor) {
		List<WorkerGroup> scalable = groups.stream()
			.filter((group) -> group.specification().instances().areIndexed() && !group.specification().cluster())
			.toList();
		if (scalers.isEmpty() || scalable.isEmpty()) {
			return null;
		}
		return new ScalerThread(
				new ScalerLoop(scalers, new MemoryRoom(), supervisor::scale, System::nanoTime, PATIENCE), scalable);
	}

	private void look(WorkerGroup group) {
		try {
			this.loop.look(group);
		}
		catch (RuntimeException ex) {
			logger.warn("Worker '" + group.specification().name() + "' could not be scaled", ex);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		this.loop.close();
	}

}
