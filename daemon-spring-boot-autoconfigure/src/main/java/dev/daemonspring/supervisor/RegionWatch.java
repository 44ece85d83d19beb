package dev.daemonspring.supervisor;

/**
 * Watches over the place of the status region: when its file is deleted under the daemon
 * the processes that live keep it, but no other one could find it. Belongs to the thread
 * that starts processes, so that a check comes before the next start.
 */
final class RegionWatch {

	private final SupervisorBootstrap bootstrap;

	private final WorkerEventPublisher publisher;

	/**
	 * Whether the region is known to be lost.
	 */
	private boolean lost;

	RegionWatch(SupervisorBootstrap bootstrap, WorkerEventPublisher publisher) {
		this.bootstrap = bootstrap;
		this.publisher = publisher;
	}

	/**
	 * See to it that the region is in its place.
	 */
	void check() {
		try {
			boolean restored = this.bootstrap.restoreRegion();
			// Somebody else may have put the file back
			if (restored || this.lost) {
				this.lost = false;
				this.publisher.regionRestored(this.bootstrap.region().file());
			}
		}
		catch (Throwable ex) {
			if (!this.lost) {
				this.lost = true;
				this.publisher.regionLost(this.bootstrap.region().file(), ex);
			}
		}
	}

}
