package dev.daemonspring.policy;

/**
 * What the processes of a daemon ask of the memory of their container, in bytes: what is
 * settled by configuration, and how many processes have no size of their own and share
 * the rest.
 *
 * @param limit how much the container may have
 * @param daemonHeap the largest heap of the daemon's JVM
 * @param sized how many worker processes have a largest heap of their own
 * @param sizedHeap their largest heaps together
 * @param unsized how many worker processes have none
 * @param sizedStandbys how many standbys have a largest heap of their own
 * @param sizedStandbyHeap their largest heaps together
 * @param unsizedStandbys how many standbys have none
 */
public record MemoryDemand(long limit, long daemonHeap, int sized, long sizedHeap, int unsized, int sizedStandbys,
		long sizedStandbyHeap, int unsizedStandbys) {

	/**
	 * What the JVM of a daemon, with a web server, takes beside its heap.
	 */
	static final long DAEMON_BESIDE_HEAP = 128L << 20;

	/**
	 * What the JVM of a worker process takes beside its heap.
	 */
	public static final long BESIDE_HEAP = 80L << 20;

	/**
	 * The least heap with which a worker is of any use.
	 */
	static final long LEAST_HEAP = 48L << 20;

	/**
	 * Share the memory out. Processes without a size of their own get a part of the
	 * limit, or what the others leave where that is less. There are no standbys where
	 * they leave too little to the workers.
	 * @param fraction the part of the limit that processes without a size have together
	 */
	public MemoryShares share(double fraction) {
		MemoryShares all = share(fraction, true);
		boolean room = this.unsized + this.unsizedStandbys == 0 || all.heap() > LEAST_HEAP;
		return (standbys() == 0 || (room && !all.exceedsLimit())) ? all : share(fraction, false);
	}

	private MemoryShares share(double fraction, boolean standbys) {
		long daemon = this.daemonHeap + DAEMON_BESIDE_HEAP;
		long settled = this.sizedHeap + this.sized * BESIDE_HEAP;
		long settledStandbys = standbys ? this.sizedStandbyHeap + this.sizedStandbys * BESIDE_HEAP : 0;
		int sharing = this.unsized + (standbys ? this.unsizedStandbys : 0);
		long pool = Math.min((long) (fraction * this.limit), this.limit - daemon - settled - settledStandbys);
		long heap = Math.max(LEAST_HEAP, pool / Math.max(1, sharing) - BESIDE_HEAP);
		long workers = settled + this.unsized * (heap + BESIDE_HEAP);
		long waiting = settledStandbys + (standbys ? this.unsizedStandbys * (heap + BESIDE_HEAP) : 0);
		return new MemoryShares(this.limit, heap, daemon, workers, waiting, standbys() > 0 && !standbys);
	}

	/**
	 * Return how many worker processes there are.
	 */
	public int workers() {
		return this.sized + this.unsized;
	}

	/**
	 * Return how many standbys there are.
	 */
	public int standbys() {
		return this.sizedStandbys + this.unsizedStandbys;
	}

}
