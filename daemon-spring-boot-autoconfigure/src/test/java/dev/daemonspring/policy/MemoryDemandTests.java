package dev.daemonspring.policy;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryDemand} and the {@link MemoryShares} that follow from it. All
 * sizes are mebibytes: a daemon needs 128 beside its heap, a worker process 80.
 */
class MemoryDemandTests {

	@Test
	void processesWithoutSizeShareTheFraction() {
		MemoryShares shares = demand(2048, 256).workers(2).standbys(1).share(0.6);
		assertThat(mebibytes(shares.heap())).isEqualTo(2048 * 6 / 10 / 3 - 80);
		assertThat(shares.withoutStandbys()).isFalse();
		assertThat(shares.exceedsLimit()).isFalse();
	}

	@Test
	void processesWithoutSizeShareNoMoreThanTheOthersLeave() {
		MemoryShares shares = demand(1024, 256).sized(2, 128).workers(1).share(0.9);
		assertThat(mebibytes(shares.heap())).isEqualTo(1024 - (256 + 128) - 2 * (128 + 80) - 80);
		assertThat(mebibytes(shares.total())).isEqualTo(1024);
	}

	@Test
	void standbyThatWouldLeaveTooLittleToWorkersIsNotKept() {
		MemoryShares shares = demand(384, 96).workers(1).standbys(1).share(0.6);
		assertThat(shares.withoutStandbys()).isTrue();
		assertThat(mebibytes(shares.standbys())).isZero();
		assertThat(mebibytes(shares.heap())).isEqualTo(384 - (96 + 128) - 80);
		assertThat(shares.exceedsLimit()).isFalse();
	}

	@Test
	void standbyOfAWorkerWithASizeIsNotKeptBeyondTheLimit() {
		MemoryShares shares = demand(768, 192).sized(1, 200).sizedStandbys(1, 200).share(0.6);
		assertThat(shares.withoutStandbys()).isTrue();
		assertThat(mebibytes(shares.total())).isEqualTo((192 + 128) + (200 + 80));
		assertThat(demand(1024, 192).sized(1, 200).sizedStandbys(1, 200).share(0.6).withoutStandbys()).isFalse();
	}

	@Test
	void workersThatDoNotFitAtAllHaveTheLeastHeapAndExceedTheLimit() {
		MemoryShares shares = demand(256, 64).workers(3).standbys(1).share(0.6);
		assertThat(mebibytes(shares.heap())).isEqualTo(48);
		assertThat(shares.exceedsLimit()).isTrue();
		assertThat(shares.withoutStandbys()).isTrue();
		assertThat(mebibytes(shares.total())).isEqualTo((64 + 128) + 3 * (48 + 80));
	}

	@Test
	void noStandbysThatWereNotAskedForAreMissed() {
		assertThat(demand(256, 64).workers(3).share(0.6).withoutStandbys()).isFalse();
	}

	private static Demand demand(int limit, int daemonHeap) {
		return new Demand(limit, daemonHeap);
	}

	private static long mebibytes(long bytes) {
		return bytes >> 20;
	}

	private static final class Demand {

		private final long limit;

		private final long daemonHeap;

		private int sized;

		private long sizedHeap;

		private int workers;

		private int sizedStandbys;

		private long sizedStandbyHeap;

		private int standbys;

		private Demand(int limit, int daemonHeap) {
			this.limit = (long) limit << 20;
			this.daemonHeap = (long) daemonHeap << 20;
		}

		private Demand sized(int count, int heap) {
			this.sized = count;
			this.sizedHeap = (long) count * heap << 20;
			return this;
		}

		private Demand workers(int count) {
			this.workers = count;
			return this;
		}

		private Demand sizedStandbys(int count, int heap) {
			this.sizedStandbys = count;
			this.sizedStandbyHeap = (long) count * heap << 20;
			return this;
		}

		private Demand standbys(int count) {
			this.standbys = count;
			return this;
		}

		private MemoryShares share(double fraction) {
			return new MemoryDemand(this.limit, this.daemonHeap, this.sized, this.sizedHeap, this.workers,
					this.sizedStandbys, this.sizedStandbyHeap, this.standbys)
				.share(fraction);
		}

	}

}
