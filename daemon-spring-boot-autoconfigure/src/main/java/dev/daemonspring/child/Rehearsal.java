package dev.daemonspring.child;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The rehearsal of a standby: it lives the beginning of a worker's life with beans of our
 * own, again and again, so that the code has run often enough when a worker is assigned.
 * Neither a bean nor any other code of the application takes part. It has a thread and a
 * limit of its own; one that fails, hangs, or is overtaken by an assignment is left
 * alone.
 */
final class Rehearsal {

	private static final Log logger = LogFactory.getLog(Rehearsal.class);

	/**
	 * By measurement: the creation of a typical worker took 11 ms of a processor's time
	 * after 5 rounds and 7 ms after 12. A round takes 40 ms.
	 */
	static final int ROUNDS = 12;

	static final Duration LIMIT = Duration.ofSeconds(10);

	private final Duration limit;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	Rehearsal() {
		this(LIMIT);
	}

	Rehearsal(Duration limit) {
		this.limit = limit;
	}

	/**
	 * Rehearse until that is done, takes too long, or is no longer wanted. Never throws;
	 * an interrupt is preserved.
	 * @param context the application's context, refreshed
	 * @param registered the names of classes of workers that no bean definition tells
	 */
	void run(ConfigurableApplicationContext context, List<String> registered) {
		run(() -> {
			new RehearsalRounds(context, ROUNDS, this.end::isDone).run();
			new WorkerPreparation(context, registered, this.end::isDone).run();
		});
	}

	void run(Runnable rounds) {
		if (this.end.isDone()) {
			return;
		}
		try {
			start(rounds);
			this.end.get(this.limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | OutOfMemoryError ex) {
			logger.debug("A standby could not rehearse, and a restart in it will take longer", ex);
		}
		catch (TimeoutException ex) {
			logger.warn("The rehearsal of a standby did not end within " + this.limit
					+ " and is left alone; a restart in it may take longer");
			end();
		}
		catch (InterruptedException ex) {
			end();
			Thread.currentThread().interrupt();
		}
	}

	private void start(Runnable rounds) {
		Thread thread = new Thread(() -> {
			try {
				rounds.run();
				this.end.complete(null);
			}
			catch (Throwable ex) {
				this.end.completeExceptionally(ex);
			}
		}, "daemon-rehearsal");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * End the rehearsal after the step that it is at, without waiting for that: the
	 * process has a worker.
	 */
	void end() {
		this.end.complete(null);
	}

}
