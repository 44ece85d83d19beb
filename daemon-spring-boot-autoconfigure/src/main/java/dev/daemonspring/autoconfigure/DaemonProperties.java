package dev.daemonspring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.classdata.ClassDataSettings;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.supervisor.DaemonSettings;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;

/**
 * Configuration of the daemon and its workers.
 */
@ConfigurationProperties("daemon")
public class DaemonProperties {

	private static final int MOST_STANDBYS = 100;

	private static final int DEFAULT_STANDBYS = 1;

	/**
	 * Whether workers are run. When false, no worker process is started.
	 */
	private boolean enabled = true;

	/**
	 * Directory of the status region, made with mode 0700 when absent. Defaults to a
	 * directory of the user's in shared memory, else in the temporary directory.
	 */
	private @Nullable Path directory;

	/**
	 * What parts a worker from the application: a process of its own or, for tests and
	 * debugging, a thread; with 'none' workers are not run. Defaults to 'none' in tests,
	 * else to 'process'.
	 */
	private @Nullable Isolation isolation;

	/**
	 * Number of processes that have booted the application and wait to be a worker's, so
	 * that a restart takes milliseconds. Each takes the memory of a JVM. For workers
	 * without options of their own for the JVM.
	 */
	private int standby = DEFAULT_STANDBYS;

	/**
	 * Whether archives of classes are made and used, with which worker processes start in
	 * less than half the time. When automatic, none are made in a container without a
	 * cache directory of its own, or while memory is short.
	 */
	private ClassDataSettings.Mode classData = ClassDataSettings.Mode.AUTO;

	/**
	 * Time without a start of a process after which a missing archive of classes is made,
	 * in the background.
	 */
	private Duration classDataCalm = ClassDataSettings.DEFAULT_CALM;

	/**
	 * Directory of what outlives the daemon, the archives of classes. Defaults to
	 * 'daemonspring' in the user's cache directory.
	 */
	private @Nullable Path cacheDirectory;

	/**
	 * File that is locked and holds the daemon's process id, so that a second daemon
	 * refuses to start. None when not set.
	 */
	private @Nullable Path pidfile;

	/**
	 * Signals that are published as application events, such as HUP or USR2.
	 */
	private Set<String> signals = new LinkedHashSet<>();

	/**
	 * Largest command and largest result that fit into a worker's mailbox.
	 */
	private DataSize mailboxSize = DataSize.ofKilobytes(64);

	/**
	 * What the daemon does when a worker goes down that is not forever. Defaults to
	 * 'ignore' in tests, else to 'shutdown'.
	 */
	private @Nullable OnWorkerExit onWorkerExit;

	private final Startup startup = new Startup();

	private final Shutdown shutdown = new Shutdown();

	/**
	 * Settings of every worker that does not have its own.
	 */
	@NestedConfigurationProperty
	private final WorkerProperties defaults = new WorkerProperties();

	/**
	 * Settings of single workers, by their names.
	 */
	private final Map<String, WorkerProperties> workers = new LinkedHashMap<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Path getDirectory() {
		return this.directory;
	}

	public void setDirectory(@Nullable Path directory) {
		this.directory = directory;
	}

	public @Nullable Isolation getIsolation() {
		return this.isolation;
	}

	public void setIsolation(@Nullable Isolation isolation) {
		this.isolation = isolation;
	}

	public int getStandby() {
		return this.standby;
	}

	public void setStandby(int standby) {
		this.standby = requireStandby(standby);
	}

	static int requireStandby(int standby) {
		Assert.isTrue(standby >= 0 && standby <= MOST_STANDBYS,
				() -> "'standby' must be between 0 and %d, not '%d'".formatted(MOST_STANDBYS, standby));
		return standby;
	}

	public ClassDataSettings.Mode getClassData() {
		return this.classData;
	}

	public void setClassData(ClassDataSettings.Mode classData) {
		this.classData = classData;
	}

	public Duration getClassDataCalm() {
		return this.classDataCalm;
	}

	public void setClassDataCalm(Duration classDataCalm) {
		this.classDataCalm = classDataCalm;
	}

	public @Nullable Path getCacheDirectory() {
		return this.cacheDirectory;
	}

	public void setCacheDirectory(@Nullable Path cacheDirectory) {
		this.cacheDirectory = cacheDirectory;
	}

	public @Nullable Path getPidfile() {
		return this.pidfile;
	}

	public void setPidfile(@Nullable Path pidfile) {
		this.pidfile = pidfile;
	}

	public Set<String> getSignals() {
		return this.signals;
	}

	public void setSignals(Set<String> signals) {
		this.signals = signals;
	}

	public DataSize getMailboxSize() {
		return this.mailboxSize;
	}

	public void setMailboxSize(DataSize mailboxSize) {
		this.mailboxSize = mailboxSize;
	}

	public @Nullable OnWorkerExit getOnWorkerExit() {
		return this.onWorkerExit;
	}

	public void setOnWorkerExit(@Nullable OnWorkerExit onWorkerExit) {
		this.onWorkerExit = onWorkerExit;
	}

	public Startup getStartup() {
		return this.startup;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public WorkerProperties getDefaults() {
		return this.defaults;
	}

	public Map<String, WorkerProperties> getWorkers() {
		return this.workers;
	}

	/**
	 * Return what holds for the daemon as a whole.
	 * @param standbyPlan what a process is started with that is meant for any worker
	 * @param mode how workers are run
	 */
	DaemonSettings toSettings(LaunchPlan standbyPlan, RunMode mode) {
		return new DaemonSettings(this.directory, Math.toIntExact(this.mailboxSize.toBytes()),
				this.shutdown.getOrphanTimeout(), mode.onWorkerExit() == OnWorkerExit.SHUTDOWN, mode.isolation(),
				this.standby, standbyPlan, this.startup.getWait(),
				new ClassDataSettings(this.classData, this.cacheDirectory, this.classDataCalm), mode.test());
	}

	/**
	 * How the daemon starts.
	 */
	public static class Startup {

		/**
		 * Time that the application's start waits for its workers to have spun up. When
		 * it is over the application goes on without those that have not.
		 */
		private Duration wait = Duration.ZERO;

		public Duration getWait() {
			return this.wait;
		}

		public void setWait(Duration wait) {
			Assert.isTrue(!wait.isNegative(),
					() -> "'wait' must be zero (no waiting) or more, not '%s'".formatted(wait));
			this.wait = wait;
		}

	}

	/**
	 * How the daemon ends.
	 */
	public static class Shutdown {

		/**
		 * Time that a worker has to finish its iteration and spin down before it is sent
		 * SIGTERM, and after that again before it is killed.
		 */
		private Duration grace = Duration.ofSeconds(5);

		/**
		 * Time that a worker process may outlive a daemon that died before it ends by
		 * force.
		 */
		private Duration orphanTimeout = Duration.ofSeconds(30);

		public Duration getGrace() {
			return this.grace;
		}

		public void setGrace(Duration grace) {
			this.grace = grace;
		}

		public Duration getOrphanTimeout() {
			return this.orphanTimeout;
		}

		public void setOrphanTimeout(Duration orphanTimeout) {
			this.orphanTimeout = orphanTimeout;
		}

	}

	/**
	 * What the daemon does when a worker goes down that is not forever.
	 */
	public enum OnWorkerExit {

		/**
		 * Spin down every worker, close the context and exit with a code other than zero.
		 */
		SHUTDOWN,

		/**
		 * Leave the worker down and go on.
		 */
		IGNORE

	}

}
