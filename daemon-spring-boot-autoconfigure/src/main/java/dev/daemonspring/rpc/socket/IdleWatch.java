package dev.daemonspring.rpc.socket;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A thread that looks again and again for connections that have been idle for too long.
 */
final class IdleWatch implements AutoCloseable {

	private final ScheduledExecutorService executor;

	private IdleWatch(ScheduledExecutorService executor) {
		this.executor = executor;
	}

	static IdleWatch start(long periodMillis, Runnable look) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("daemon-rpc-idle-");
		threads.setDaemon(true);
		ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(threads);
		executor.scheduleWithFixedDelay(look, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
		return new IdleWatch(executor);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
