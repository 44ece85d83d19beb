package dev.daemonspring.supervisor;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.classdata.AvailableMemory;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ProportionalMemory;
import dev.daemonspring.process.ResidentMemory;

/**
 * Whether there is memory for one more instance of a worker: as much as the largest that
 * runs now takes, and a quarter. Reads files, so it is not for the supervisor's thread.
 */
final class MemoryRoom {

	private static final long MARGIN = 4;

	private final Supplier<OptionalLong> available;

	private final LongFunction<OptionalLong> taken;

	MemoryRoom() {
		this(new AvailableMemory()::bytes, MemoryRoom::taken);
	}

	MemoryRoom(Supplier<OptionalLong> available, LongFunction<OptionalLong> taken) {
		this.available = available;
		this.taken = taken;
	}

	/**
	 * Return the memory of a process in bytes, its part of what it shares with others
	 * included, or nothing if it is gone or not known.
	 */
	static OptionalLong taken(long pid) {
		OptionalLong proportional = ProportionalMemory.of(pid);
		return proportional.isPresent() ? proportional : ResidentMemory.of(pid);
	}

	/**
	 * Return why one more instance has no room, or {@code null} if it has, or that is not
	 * known.
	 */
	@Nullable String shortage(Collection<ManagedWorker> instances) {
		OptionalLong left = this.available.get();
		long largest = 0;
		for (ManagedWorker instance : instances) {
			Child process = instance.process();
			if (process != null && process.isProcess()) {
				largest = Math.max(largest, this.taken.apply(process.pid()).orElse(0));
			}
		}
		long needed = largest + largest / MARGIN;
		return (left.isPresent() && left.getAsLong() < needed) ? "%d MiB of memory are available, and one more takes %d"
			.formatted(left.getAsLong() >> 20, needed >> 20) : null;
	}

}
