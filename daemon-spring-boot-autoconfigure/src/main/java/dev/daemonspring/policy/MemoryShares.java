package dev.daemonspring.policy;

/**
 * How the memory of a container is shared out, in bytes. The totals are the most that the
 * processes can take if each fills its heap.
 *
 * @param limit how much the container may have
 * @param heap the largest heap of each process without a size of its own
 * @param daemon what the daemon can take
 * @param workers what all worker processes can take
 * @param standbys what all standbys can take
 * @param withoutStandbys whether the standbys that were asked for have no room
 */
public record MemoryShares(long limit, long heap, long daemon, long workers, long standbys, boolean withoutStandbys) {

	/**
	 * Return the most that all processes can take.
	 */
	public long total() {
		return this.daemon + this.workers + this.standbys;
	}

	/**
	 * Return whether all processes can take more than the container may have.
	 */
	public boolean exceedsLimit() {
		return total() > this.limit;
	}

}
