package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Leases that a test gives and takes.
 */
final class TestLeases implements WorkerLeases {

	final Map<String, TestLease> leases = new TreeMap<>();

	Consumer<String> changed = (worker) -> {
	};

	boolean prepared;

	boolean closed;

	@Override
	public WorkerLease lease(String worker, Duration grace) {
		return this.leases.computeIfAbsent(worker, (name) -> new TestLease());
	}

	@Override
	public void start(Consumer<String> changed, Consumer<String> news) {
		this.changed = changed;
	}

	@Override
	public void prepared(boolean prepared) {
		this.prepared = prepared;
	}

	@Override
	public void close() {
		this.closed = true;
	}

	/**
	 * The lease on one worker.
	 */
	static final class TestLease implements WorkerLease {

		static final long TOKEN = 42;

		boolean mayRun;

		boolean over = true;

		long deadline;

		boolean wanted;

		boolean inUse;

		Duration vacancy = Duration.ZERO;

		int confirmed;

		/**
		 * Be held, until a moment that only processes care about.
		 */
		void hold(long until) {
			this.mayRun = true;
			this.over = false;
			this.deadline = until;
		}

		/**
		 * Be about to end.
		 */
		void expire() {
			this.mayRun = false;
		}

		/**
		 * Have ended.
		 */
		void end() {
			this.mayRun = false;
			this.over = true;
		}

		@Override
		public boolean isShared() {
			return true;
		}

		@Override
		public void want(boolean wanted, boolean inUse) {
			this.wanted = wanted;
			this.inUse = inUse;
		}

		@Override
		public boolean mayRun() {
			return this.mayRun;
		}

		@Override
		public boolean isOver() {
			return this.over;
		}

		@Override
		public long deadline() {
			return this.deadline;
		}

		@Override
		public Duration longest() {
			return Duration.ofSeconds(15);
		}

		@Override
		public OptionalLong token() {
			return this.mayRun ? OptionalLong.of(TOKEN) : OptionalLong.empty();
		}

		@Override
		public void confirm() {
			this.confirmed++;
		}

		@Override
		public Duration vacancy() {
			return this.vacancy;
		}

		@Override
		public String absence() {
			return "another holds it";
		}

		@Override
		public LeaseInfo info() {
			return new LeaseInfo(this.mayRun ? LeaseInfo.Standing.HELD : LeaseInfo.Standing.WAITING, null, null, null);
		}

	}

}
