package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Watches over the place of the status region: when its file is deleted under the daemon
 * the processes that live keep it, but no other one could find it. The file system may
 * take its time, so all but {@link #look} happens on the thread that starts processes,
 * and before the next start.
 */
final class RegionWatch {

	private static final long APART = Duration.ofSeconds(1).toNanos();

	private final Launchpad launchpad;

	private final WorkerDiary diary;

	private final Executor launching;

	private @Nullable Long lookedAt;

	private volatile boolean busy;

	private volatile boolean failed;

	RegionWatch(Launchpad launchpad, WorkerDiary diary, Executor launching) {
		this.launchpad = launchpad;
		this.diary = diary;
		this.launching = launching;
	}

	/**
	 * See to it, once a second, that the region is in its place. Does not wait.
	 * @param now the current time in nanoseconds
	 */
	void look(long now) {
		Long last = this.lookedAt;
		if (this.busy || (last != null && now - last < APART)) {
			return;
		}
		this.lookedAt = now;
		this.busy = true;
		try {
			this.launching.execute(this::check);
		}
		catch (Throwable ex) {
			this.busy = false;
			// The next second brings another try
		}
	}

	private void check() {
		try {
			if (this.launchpad.restoreRegion()) {
				this.failed = false;
				this.diary.regionRestored(this.launchpad.region().file());
			}
		}
		catch (Throwable ex) {
			if (!this.failed) {
				this.failed = true;
				this.diary.regionLost(this.launchpad.region().file(), ex);
			}
		}
		finally {
			this.busy = false;
		}
	}

}
