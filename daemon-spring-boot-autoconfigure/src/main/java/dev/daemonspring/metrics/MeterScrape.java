package dev.daemonspring.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MetricsRead;
import dev.daemonspring.region.MetricsSnapshot;
import dev.daemonspring.supervisor.MetricsSource;

/**
 * Fetches the meters of all worker processes at once. One that does not answer in time is
 * told by its last values, and not waited for again until it has answered. Several
 * scrapes at a time share one. Thread-safe.
 */
public final class MeterScrape {

	private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

	private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

	private static final Duration FOR_OTHERS = Duration.ofSeconds(1);

	private static final Duration FRESH = Duration.ofSeconds(1);

	private final Supplier<List<MetricsSource>> sources;

	private final Duration timeout;

	private final int maxSeries;

	private final DroppedSeries dropped;

	private final Clock clock;

	private final Map<String, Process> processes = new LinkedHashMap<>();

	private final Object running = new Object();

	private @Nullable CompletableFuture<List<ProcessMeters>> inProgress;

	private volatile List<ProcessMeters> last = List.of();

	private volatile long scrapedAt;

	/**
	 * Create a scrape.
	 * @param sources where the meters are told
	 * @param timeout how long to wait for all processes together
	 * @param maxSeries how many series of dead processes are kept for a worker
	 * @param dropped counts what is left out
	 * @param clock tells how old values are
	 */
	public MeterScrape(Supplier<List<MetricsSource>> sources, Duration timeout, int maxSeries, DroppedSeries dropped,
			Clock clock) {
		this.sources = sources;
		this.timeout = timeout;
		this.maxSeries = maxSeries;
		this.dropped = dropped;
		this.clock = clock;
		this.scrapedAt = System.nanoTime() - Duration.ofDays(1).toNanos();
	}

	/**
	 * Return whether there are processes that tell their meters.
	 */
	boolean hasSources() {
		return !this.sources.get().isEmpty();
	}

	/**
	 * Fetch the present meters.
	 * @return the meters of each worker, or each shared process
	 */
	public List<ProcessMeters> scrape() {
		CompletableFuture<List<ProcessMeters>> own = null;
		CompletableFuture<List<ProcessMeters>> shared;
		synchronized (this.running) {
			if (this.inProgress == null) {
				own = new CompletableFuture<>();
				this.inProgress = own;
			}
			shared = this.inProgress;
		}
		return (own != null) ? scrape(own) : await(shared);
	}

	private List<ProcessMeters> scrape(CompletableFuture<List<ProcessMeters>> own) {
		try {
			askAndWait();
			List<ProcessMeters> told = refresh();
			this.scrapedAt = System.nanoTime();
			return told;
		}
		finally {
			own.complete(this.last);
			synchronized (this.running) {
				this.inProgress = null;
			}
		}
	}

	private List<ProcessMeters> await(CompletableFuture<List<ProcessMeters>> shared) {
		try {
			return shared.get(this.timeout.plus(FOR_OTHERS).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.last;
		}
		catch (ExecutionException | TimeoutException ex) {
			return this.last;
		}
	}

	private void askAndWait() {
		List<Process> asked = new ArrayList<>();
		synchronized (this.processes) {
			for (Process process : present()) {
				if (process.ask()) {
					asked.add(process);
				}
			}
		}
		long deadline = System.nanoTime() + this.timeout.toNanos();
		long pause = SHORTEST_PAUSE;
		asked.removeIf(Process::hasAnswered);
		while (!asked.isEmpty() && deadline - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(this, Math.min(pause, Math.max(1, deadline - System.nanoTime())));
			pause = Math.min(2 * pause, LONGEST_PAUSE);
			asked.removeIf(Process::hasAnswered);
		}
	}

	/**
	 * Return the meters as they were fetched last, or fetch them if that was more than a
	 * second ago. So all that a scrape of the daemon reads comes from the same ring.
	 * @return the meters of each worker, or each shared process
	 */
	public List<ProcessMeters> recent() {
		return recent(FRESH);
	}

	List<ProcessMeters> recent(Duration atMost) {
		return (System.nanoTime() - this.scrapedAt <= atMost.toNanos()) ? this.last : scrape();
	}

	/**
	 * Read what processes have told by themselves, without asking any of them.
	 * @return the meters of each worker, or each shared process
	 */
	public List<ProcessMeters> refresh() {
		synchronized (this.processes) {
			List<ProcessMeters> refreshed = new ArrayList<>();
			for (Process process : present()) {
				refreshed.add(process.refresh());
			}
			this.last = List.copyOf(refreshed);
			return this.last;
		}
	}

	/**
	 * A worker has left its process, which may be gone. Its last words are read before
	 * the next process overwrites them.
	 * @param worker the name of the worker
	 */
	public void exited(String worker) {
		synchronized (this.processes) {
			for (Process process : present()) {
				if (process.source.isOf(worker)) {
					process.refresh();
				}
			}
		}
	}

	/**
	 * Return how old the last values of a worker's process are.
	 * @param worker the name of the worker
	 * @return the age, or {@code null} if no process has told any
	 */
	@Nullable Duration age(String worker) {
		synchronized (this.processes) {
			for (Process process : this.processes.values()) {
				if (process.source.isOf(worker)) {
					MetricsSnapshot current = process.meters.current();
					return (current != null) ? Duration.ofMillis(Math.max(0, this.clock.millis() - current.writtenAt()))
							: null;
				}
			}
			return null;
		}
	}

	/**
	 * Return in which process a worker tells its meters.
	 * @param worker the name of the worker
	 * @return the name of the process, or of the worker itself
	 */
	String processOf(String worker) {
		return this.sources.get()
			.stream()
			.filter((source) -> source.isOf(worker))
			.map(MetricsSource::name)
			.findFirst()
			.orElse(worker);
	}

	private List<Process> present() {
		List<Process> present = new ArrayList<>();
		for (MetricsSource source : this.sources.get()) {
			Process process = this.processes.get(source.name());
			if (process == null) {
				process = new Process(source);
				this.processes.put(source.name(), process);
			}
			process.change(source);
			present.add(process);
		}
		return present;
	}

	/**
	 * The process of a worker, or one that workers share, and those before it.
	 */
	private final class Process {

		private final FoldedMeters meters = new FoldedMeters(MeterScrape.this.maxSeries);

		private MetricsSource source;

		private long request;

		private int leftOut;

		private @Nullable String defect;

		private Process(MetricsSource source) {
			this.source = source;
		}

		private void change(MetricsSource present) {
			if (this.source != present) {
				this.meters.changeFile();
				this.source = present;
				this.request = 0;
			}
		}

		/**
		 * Ask the process, unless it still owes an answer.
		 * @return whether it was asked
		 */
		private boolean ask() {
			if (this.request > 0 && !hasAnswered()) {
				return false;
			}
			this.request = this.source.ask();
			return this.request > 0;
		}

		private boolean hasAnswered() {
			return this.source.isAnswered(this.request);
		}

		private ProcessMeters refresh() {
			MetricsRead read = this.source.read();
			this.meters.observe(read.snapshots());
			String found = read.defect();
			if (found != null && !found.equals(this.defect)) {
				MeterScrape.this.dropped.defect(this.source.name(), found);
			}
			this.defect = found;
			MetricsSnapshot current = this.meters.current();
			if (current != null && !this.source.isPresent(current.pid())) {
				this.meters.fold();
				current = null;
			}
			int missing = this.meters.leftOut() + ((current != null) ? current.leftOut() : 0);
			if (missing > this.leftOut) {
				MeterScrape.this.dropped.beyondLimit(this.source.name(), missing - this.leftOut);
			}
			this.leftOut = missing;
			return new ProcessMeters(this.source.name(), this.meters.meters(), this.meters.values(), this.source::isOf,
					(current != null) ? current.writtenAt() : null);
		}

	}

}
