package dev.daemonspring.metrics;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

import dev.daemonspring.supervisor.WorkerExitedEvent;

/**
 * Reads what worker processes tell by themselves, so that nothing is lost between two
 * scrapes: every few seconds, and when a process has ended. Thread-safe.
 */
public final class ProcessMetersUpdate implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ProcessMetersUpdate.class);

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private final MeterScrape scrape;

	private final RegisteredMeters registered;

	private volatile @Nullable ScheduledThreadPoolExecutor executor;

	/**
	 * Create the updates.
	 * @param scrape reads the meters
	 * @param registered the registries that are told of them
	 */
	public ProcessMetersUpdate(MeterScrape scrape, RegisteredMeters registered) {
		this.scrape = scrape;
		this.registered = registered;
	}

	/**
	 * A worker has left its process: its last words are read before another process
	 * overwrites them.
	 * @param event the exit
	 */
	@EventListener
	public void exited(WorkerExitedEvent event) {
		this.scrape.exited(event.worker());
	}

	@Override
	public synchronized void start() {
		if (isRunning() || !this.scrape.hasSources()) {
			return;
		}
		ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "daemon-meters");
			thread.setDaemon(true);
			return thread;
		});
		started.scheduleWithFixedDelay(this::update, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
		this.executor = started;
	}

	private void update() {
		try {
			this.registered.update(this.scrape.refresh());
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("The meters of worker processes could not be updated", ex);
		}
	}

	@Override
	public synchronized void stop() {
		ScheduledThreadPoolExecutor running = this.executor;
		if (running != null) {
			running.shutdownNow();
			this.executor = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.executor != null;
	}

}
