package dev.daemonspring.autoconfigure;

/**
 * Properties of the memory of the daemon and its worker processes where there is a limit
 * to it.
 */
public class MemoryProperties {

	/**
	 * Part of the memory limit of the container or service, between 0 and 1, that the
	 * processes of workers without a 'max-heap', and their standbys, share. With 0 the
	 * limit is not looked at.
	 */
	private double fraction = 0.6;

	/**
	 * Value, between 0 and 1000, that is added to the daemon's 'oom_score_adj' for its
	 * worker processes, so that the kernel kills one of them before the daemon when
	 * memory runs out. With 0 they have the daemon's.
	 */
	private int oomScoreAdjust = 500;

	public double getFraction() {
		return this.fraction;
	}

	public void setFraction(double fraction) {
		this.fraction = fraction;
	}

	public int getOomScoreAdjust() {
		return this.oomScoreAdjust;
	}

	public void setOomScoreAdjust(int oomScoreAdjust) {
		this.oomScoreAdjust = oomScoreAdjust;
	}

}
