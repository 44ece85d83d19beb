package dev.daemonspring.policy;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.ResidentMemory;

/**
 * A watch that detects whether a worker's process exceeds its memory limit. Not
 * thread-safe.
 */
public final class LimitWatch {

	private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

	private final @Nullable DataSize maxMemory;

	private final LongFunction<OptionalLong> memory;

	private @Nullable Long lastLook;

	public LimitWatch(WorkerLimits limits) {
		this(limits, ResidentMemory::of);
	}

	LimitWatch(WorkerLimits limits, LongFunction<OptionalLong> memory) {
		this.maxMemory = limits.maxMemory();
		this.memory = memory;
	}

	/**
	 * Look at a process, at most once a second.
	 * @param pid the id of the process
	 * @param now the current time in nanoseconds
	 * @return the limit that the process exceeds, in words, or {@code null} if there is
	 * none
	 */
	public @Nullable String look(long pid, long now) {
		if (this.maxMemory == null || (this.lastLook != null && now - this.lastLook < INTERVAL)) {
			return null;
		}
		this.lastLook = now;
		OptionalLong resident = this.memory.apply(pid);
		return (resident.isPresent() && resident.getAsLong() > this.maxMemory.toBytes())
				? "it has %d MiB of resident memory, more than 'max-memory' of %d MiB".formatted(
						DataSize.ofBytes(resident.getAsLong()).toMegabytes(), this.maxMemory.toMegabytes())
				: null;
	}

}
