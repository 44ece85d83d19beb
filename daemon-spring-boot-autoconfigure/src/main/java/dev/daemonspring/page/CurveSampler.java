package dev.daemonspring.page;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;

/**
 * A sampler that looks at the workers every few seconds on a thread of its own, so that a
 * page that is opened now shows the past. It makes no call to a worker.
 */
final class CurveSampler implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(CurveSampler.class);

	private final Workers workers;

	private final LongFunction<OptionalLong> memory;

	private final Curves curves;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final long start;

	private @Nullable ScheduledThreadPoolExecutor executor;

	/**
	 * Create a sampler.
	 * @param workers the workers
	 * @param memory the memory of processes by their ids
	 * @param curves the curves that take the samples
	 * @param clock the clock that people read
	 * @param nanoTime the clock that never turns back
	 */
	CurveSampler(Workers workers, LongFunction<OptionalLong> memory, Curves curves, Clock clock,
			LongSupplier nanoTime) {
		this.workers = workers;
		this.memory = memory;
		this.curves = curves;
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	/**
	 * Take a sample. What goes wrong with one sample does not end the sampling.
	 */
	void sample() {
		try {
			long number = number();
			Map<String, CurveSample> samples = new LinkedHashMap<>();
			for (String instance : this.workers.instances()) {
				WorkerInfo info = this.workers.info(instance);
				samples.put(instance, CurveSample.of(info, memoryOf(info.pid())));
			}
			this.curves.add(number, this.clock.millis(), samples);
		}
		catch (RuntimeException ex) {
			logger.debug("The workers can't be sampled", ex);
		}
	}

	/**
	 * Return the number of the period that is nearest, because a thread may be early or
	 * late.
	 */
	private long number() {
		long period = Curves.PERIOD.toNanos();
		return (this.nanoTime.getAsLong() - this.start + period / 2) / period;
	}

	private @Nullable Long memoryOf(@Nullable Long pid) {
		OptionalLong bytes = (pid != null) ? this.memory.apply(pid) : OptionalLong.empty();
		return (bytes.isPresent()) ? (Long) bytes.getAsLong() : null;
	}

	@Override
	public synchronized void start() {
		if (this.executor != null) {
			return;
		}
		ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "daemon-page");
			thread.setDaemon(true);
			return thread;
		});
		started.scheduleAtFixedRate(this::sample, 0, Curves.PERIOD.toMillis(), TimeUnit.MILLISECONDS);
		this.executor = started;
	}

	@Override
	public synchronized void stop() {
		if (this.executor != null) {
			this.executor.shutdownNow();
			this.executor = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.executor != null;
	}

}
