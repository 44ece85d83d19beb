package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The milestones in the life of a supervisor that other threads wait for: that all
 * workers have spun up or gone down, and that all processes are gone. Thread-safe.
 */
final class SupervisorMilestones {

	private final CompletableFuture<Void> spunUp = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	void reachSpunUp() {
		this.spunUp.complete(null);
	}

	void reachEnd() {
		this.ended.complete(null);
	}

	boolean isSpunUp() {
		return this.spunUp.isDone();
	}

	/**
	 * Wait until all workers have spun up or gone down. An interrupt ends the wait, and
	 * the interrupt status is kept.
	 */
	void awaitSpunUp(Duration atMost) {
		try {
			this.spunUp.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// The caller finds out which workers are late
		}
	}

	/**
	 * Wait until all processes are gone.
	 * @throws TimeoutException if they are not gone in time
	 */
	void awaitEnd(Duration atMost) throws InterruptedException, ExecutionException, TimeoutException {
		this.ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
	}

}
