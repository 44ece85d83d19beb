package dev.daemonspring.cluster.shedlock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.cluster.LeaseEntry;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.cluster.StoredLease;

/**
 * Leases that are locks of ShedLock. Thread-safe.
 */
final class ShedLockLeaseStore implements LeaseStore {

	private final ExtensibleLockProvider provider;

	private final @Nullable JdbcLockTable table;

	/**
	 * Create a store.
	 * @param provider gives the locks
	 * @param table shows who holds which, or {@code null} if nothing does
	 */
	ShedLockLeaseStore(ExtensibleLockProvider provider, @Nullable JdbcLockTable table) {
		this.provider = provider;
		this.table = table;
	}

	@Override
	public @Nullable StoredLease acquire(String name, Duration duration) {
		long begun = System.nanoTime();
		Optional<SimpleLock> lock = this.provider
			.lock(new LockConfiguration(ClockProvider.now(), name, duration, Duration.ZERO));
		return lock.map((acquired) -> new Lease(acquired, begun + duration.toNanos(), token(name, acquired)))
			.orElse(null);
	}

	private OptionalLong token(String name, SimpleLock acquired) {
		if (this.table == null) {
			return OptionalLong.empty();
		}
		try {
			return OptionalLong.of(this.table.token(name));
		}
		catch (RuntimeException ex) {
			// Nobody else could have it before its end
			giveBack(acquired, ex);
			throw ex;
		}
	}

	private static void giveBack(SimpleLock acquired, RuntimeException reason) {
		try {
			acquired.unlock();
		}
		catch (RuntimeException ex) {
			reason.addSuppressed(ex);
		}
	}

	@Override
	public @Nullable List<LeaseEntry> entries(String prefix) {
		return (this.table != null) ? this.table.entries(prefix) : null;
	}

	/**
	 * A lock that is held. A lock of ShedLock can be extended once and is then replaced
	 * by another; a call that hangs leaves the one before, which the next call uses.
	 */
	private static final class Lease implements StoredLease {

		private volatile SimpleLock lock;

		private volatile long end;

		private final OptionalLong token;

		Lease(SimpleLock lock, long end, OptionalLong token) {
			this.lock = lock;
			this.end = end;
			this.token = token;
		}

		@Override
		public OptionalLong token() {
			return this.token;
		}

		@Override
		public boolean renew(Duration duration) {
			long begun = System.nanoTime();
			Optional<SimpleLock> extended = this.lock.extend(duration, Duration.ZERO);
			if (extended.isPresent()) {
				this.lock = extended.get();
				this.end = begun + duration.toNanos();
			}
			else {
				this.end = begun;
			}
			return extended.isPresent();
		}

		/**
		 * Unlock, unless somebody else may have the lock by now: some stores know a
		 * holder by its host alone.
		 */
		@Override
		public void release() {
			if (this.end - System.nanoTime() > 0) {
				this.lock.unlock();
			}
		}

	}

}
