package dev.daemonspring.supervisor;

/**
 * A watch over the file of the status region. If the file is deleted under the daemon,
 * processes that run keep it, but no other process can find it. Confined to the thread
 * that starts processes, so that a check precedes the next start.
 */
final class RegionWatch {

	private final SupervisorBootstrap bootstrap;

	private final WorkerEventPublisher publisher;

	/**
	 * Whether the loss of the region has been reported.
	 */
	private boolean lost;

	RegionWatch(SupervisorBootstrap bootstrap, WorkerEventPublisher publisher) {
		this.bootstrap = bootstrap;
		this.publisher = publisher;
	}

	/**
	 * Check that the region is in its place, and restore it if it is not.
	 */
	void check() {
		try {
			boolean restored = this.bootstrap.restoreRegion();
			// The file may also have been put back by others
			if (restored || this.lost) {
				this.lost = false;
				this.publisher.regionRestored(this.bootstrap.region().file());
			}
		}
		catch (OutOfMemoryError ex) {
			// Nothing is known of the file; the next check looks again
		}
		catch (Throwable ex) {
			if (!this.lost) {
				this.lost = true;
				this.publisher.regionLost(this.bootstrap.region().file(), ex);
			}
		}
	}

}
