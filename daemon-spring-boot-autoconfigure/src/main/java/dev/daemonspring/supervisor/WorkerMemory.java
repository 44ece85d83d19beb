package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.ProportionalMemory;
import dev.daemonspring.process.ResidentMemory;

/**
 * The memory of workers' processes. Resident memory is read when it is asked for, at most
 * every two seconds; proportional memory, which takes the kernel longer, in the
 * background, at most every five seconds and only while somebody asks. Nobody waits.
 * Thread-safe.
 */
public final class WorkerMemory {

	private static final long RESIDENT_AGE = Duration.ofSeconds(2).toNanos();

	private static final long PROPORTIONAL_AGE = Duration.ofSeconds(5).toNanos();

	private static final int CAPACITY = 1000;

	private final Map<Long, Reading> resident = new ConcurrentHashMap<>();

	private final Map<Long, Reading> proportional = new ConcurrentHashMap<>();

	private final Executor background;

	private final LongSupplier clock;

	private final LongFunction<OptionalLong> residentReader;

	private final LongFunction<OptionalLong> proportionalReader;

	/**
	 * Create a reader of this system's processes.
	 */
	public WorkerMemory() {
		this(background(), System::nanoTime, ResidentMemory::of, ProportionalMemory::of);
	}

	WorkerMemory(Executor background, LongSupplier clock, LongFunction<OptionalLong> residentReader,
			LongFunction<OptionalLong> proportionalReader) {
		this.background = background;
		this.clock = clock;
		this.residentReader = residentReader;
		this.proportionalReader = proportionalReader;
	}

	private static Executor background() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(CAPACITY), (task) -> {
					Thread thread = new Thread(task, "daemon-memory");
					thread.setDaemon(true);
					return thread;
				}, new ThreadPoolExecutor.DiscardPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Return whether this system tells the memory of processes.
	 * @return whether it does
	 */
	public static boolean isKnown() {
		return ResidentMemory.isKnown();
	}

	/**
	 * Return the resident memory of a process.
	 * @param pid the id of the process, or {@code null} for none
	 * @return the bytes, or nothing if they are not known
	 */
	public OptionalLong resident(@Nullable Long pid) {
		if (pid == null) {
			return OptionalLong.empty();
		}
		long now = this.clock.getAsLong();
		Reading known = this.resident.get(pid);
		if (known == null || now - known.time() >= RESIDENT_AGE) {
			known = new Reading(this.residentReader.apply(pid), now);
			keep(this.resident, pid, known, now);
		}
		return known.bytes();
	}

	/**
	 * Return the proportional memory of a process, as it was read last.
	 * @param pid the id of the process, or {@code null} for none
	 * @return the bytes, or nothing if they are not known yet
	 */
	public OptionalLong proportional(@Nullable Long pid) {
		if (pid == null) {
			return OptionalLong.empty();
		}
		long now = this.clock.getAsLong();
		Reading known = this.proportional.get(pid);
		if (known == null || now - known.time() >= PROPORTIONAL_AGE) {
			// Also keeps others from asking for the same
			keep(this.proportional, pid, new Reading((known != null) ? known.bytes() : OptionalLong.empty(), now), now);
			this.background.execute(() -> {
				Reading read = new Reading(this.proportionalReader.apply(pid), this.clock.getAsLong());
				keep(this.proportional, pid, read, read.time());
			});
		}
		return (known != null) ? known.bytes() : OptionalLong.empty();
	}

	/**
	 * Processes that are gone are asked for no more, and forgotten.
	 */
	private static void keep(Map<Long, Reading> readings, Long pid, Reading reading, long now) {
		readings.put(pid, reading);
		readings.values().removeIf((other) -> now - other.time() > 100 * PROPORTIONAL_AGE);
	}

	/**
	 * What was read.
	 *
	 * @param bytes the bytes, or nothing
	 * @param time when, in nanoseconds
	 */
	private record Reading(OptionalLong bytes, long time) {
	}

}
