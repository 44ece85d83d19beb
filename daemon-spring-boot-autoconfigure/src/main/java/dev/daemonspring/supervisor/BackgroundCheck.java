package dev.daemonspring.supervisor;

import dev.daemonspring.process.ChildLauncher;
import dev.daemonspring.process.ConfigurationWatch;

/**
 * A check, once a second, of what is kept off the supervisor's thread because it reads
 * files: whether the status region is in its place, whether the configuration has
 * changed, and what the launcher still has to do. Confined to the thread that starts
 * processes.
 */
final class BackgroundCheck implements Runnable {

	private final RegionWatch region;

	private final ConfigurationWatch configuration;

	private final ChildLauncher launcher;

	BackgroundCheck(RegionWatch region, ConfigurationWatch configuration, ChildLauncher launcher) {
		this.region = region;
		this.configuration = configuration;
		this.launcher = launcher;
	}

	@Override
	public void run() {
		this.region.check();
		this.configuration.check();
		this.launcher.check();
	}

}
