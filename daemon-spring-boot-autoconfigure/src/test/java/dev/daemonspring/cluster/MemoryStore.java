package dev.daemonspring.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A store of leases in memory, which several replicas share and which can fail or hang.
 */
final class MemoryStore {

	private final Map<String, LeaseEntry> entries = new TreeMap<>();

	/**
	 * How many statements a database would have had to execute.
	 */
	final AtomicLong statements = new AtomicLong();

	volatile boolean failing;

	private final boolean telling;

	private final LongSupplier clock;

	private long tokens;

	MemoryStore(boolean telling) {
		this(telling, System::nanoTime);
	}

	/**
	 * Create a store.
	 * @param telling whether it tells who holds what
	 * @param clock its time in nanoseconds
	 */
	MemoryStore(boolean telling, LongSupplier clock) {
		this.telling = telling;
		this.clock = clock;
	}

	private Instant now() {
		return Instant.EPOCH.plusNanos(this.clock.getAsLong());
	}

	private synchronized long nextToken() {
		return ++this.tokens;
	}

	/**
	 * Return the store as one replica sees it.
	 */
	LeaseStore of(String replica) {
		return new LeaseStore() {

			@Override
			public @Nullable StoredLease acquire(String name, Duration duration) {
				return write(name, replica, duration, false) ? new Stored(name, replica, nextToken()) : null;
			}

			@Override
			public @Nullable List<LeaseEntry> entries(String prefix) {
				return MemoryStore.this.telling ? list() : null;
			}

		};
	}

	private void ask() {
		this.statements.incrementAndGet();
		if (this.failing) {
			throw new IllegalStateException("no answer");
		}
	}

	private synchronized boolean write(String name, String replica, Duration duration, boolean renewal) {
		ask();
		LeaseEntry entry = this.entries.get(name);
		boolean valid = entry != null && entry.until().isAfter(now());
		boolean own = entry != null && entry.holder().equals(replica);
		if (renewal ? !(valid && own) : valid) {
			return false;
		}
		this.entries.put(name, new LeaseEntry(name, replica, now().plus(duration)));
		return true;
	}

	private synchronized List<LeaseEntry> list() {
		ask();
		return new ArrayList<>(this.entries.values());
	}

	private synchronized void end(String name, String replica) {
		ask();
		LeaseEntry entry = this.entries.get(name);
		if (entry != null && entry.holder().equals(replica)) {
			this.entries.put(name, new LeaseEntry(name, replica, now()));
		}
	}

	/**
	 * Return who holds a lease now, or {@code null}.
	 */
	synchronized @Nullable String holder(String name) {
		LeaseEntry entry = this.entries.get(name);
		return (entry != null && entry.until().isAfter(now())) ? entry.holder() : null;
	}

	/**
	 * Have somebody else hold a lease.
	 */
	synchronized void take(String name, String holder, Duration duration) {
		this.entries.put(name, new LeaseEntry(name, holder, now().plus(duration)));
	}

	/**
	 * A lease that a replica holds.
	 */
	private final class Stored implements StoredLease {

		private final String name;

		private final String replica;

		private final long token;

		Stored(String name, String replica, long token) {
			this.name = name;
			this.replica = replica;
			this.token = token;
		}

		@Override
		public OptionalLong token() {
			return OptionalLong.of(this.token);
		}

		@Override
		public boolean renew(Duration duration) {
			return write(this.name, this.replica, duration, true);
		}

		@Override
		public void release() {
			end(this.name, this.replica);
		}

	}

}
