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
import org.springframework.util.unit.DataSize;

import dev.daemonspring.classdata.ClassDataSettings;
import dev.daemonspring.supervisor.DaemonConfiguration;
import dev.daemonspring.supervisor.DaemonSettings;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.supervisor.OnDone;
import dev.daemonspring.supervisor.OnWorkerExit;
import dev.daemonspring.supervisor.PropertyCheck;
import dev.daemonspring.supervisor.RunMode;
import dev.daemonspring.supervisor.Surroundings;
import dev.daemonspring.supervisor.WorkerSpecifications;

/**
 * Configuration of the daemon and its workers.
 */
@ConfigurationProperties("daemon")
public class DaemonProperties {

	private static final int MOST_STANDBYS = 100;

	private static final String DEFAULT_STANDBYS = "1";

	private static final String AUTO = "auto";

	private static final int MOST_OOM_SCORE = 1000;

	private static final DataSize SMALLEST_MAILBOX = DataSize.ofKilobytes(1);

	private static final DataSize LARGEST_MAILBOX = DataSize.ofMegabytes(16);

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
	 * Whether a socket beside the status region, which only the user who runs the daemon
	 * can open, takes the orders of the command line.
	 */
	private boolean controlSocket = true;

	/**
	 * What separates a worker from the application: a process of its own or, for tests
	 * and debugging, a thread; with 'none' workers are not run. Defaults to 'none' in
	 * tests, else to 'process'.
	 */
	private @Nullable Isolation isolation;

	/**
	 * Number of processes that have booted the application and wait to be a worker's, so
	 * that a restart takes milliseconds; or 'auto' for one and, after workers went down
	 * shortly after each other, one for each of them. Each takes the memory of a JVM. For
	 * workers without options of their own for the JVM.
	 */
	private String standby = DEFAULT_STANDBYS;

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
	 * Whether worker processes have all of the application's auto-configurations, also
	 * those of web servers, Spring MVC and Actuator endpoints, from their start.
	 * Otherwise they are added when a worker's bean asks for what they define.
	 */
	private boolean fullAutoConfiguration;

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
	 * Maximum size of a command, and of its result, in a worker's mailbox.
	 */
	private DataSize mailboxSize = DataSize.ofKilobytes(64);

	/**
	 * What the daemon does when a worker goes down that is not forever. Defaults to
	 * 'ignore' in tests, else to 'shutdown'.
	 */
	private @Nullable OnWorkerExit onWorkerExit;

	/**
	 * What the daemon does when all workers have ended and one of them, which runs once,
	 * is done.
	 */
	private OnDone onDone = OnDone.IGNORE;

	@NestedConfigurationProperty
	private final MemoryProperties memory = new MemoryProperties();

	@NestedConfigurationProperty
	private final StartupProperties startup = new StartupProperties();

	@NestedConfigurationProperty
	private final ShutdownProperties shutdown = new ShutdownProperties();

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

	public boolean isControlSocket() {
		return this.controlSocket;
	}

	public void setControlSocket(boolean controlSocket) {
		this.controlSocket = controlSocket;
	}

	public @Nullable Isolation getIsolation() {
		return this.isolation;
	}

	public void setIsolation(@Nullable Isolation isolation) {
		this.isolation = isolation;
	}

	public String getStandby() {
		return this.standby;
	}

	public void setStandby(String standby) {
		this.standby = standby;
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

	public boolean isFullAutoConfiguration() {
		return this.fullAutoConfiguration;
	}

	public void setFullAutoConfiguration(boolean fullAutoConfiguration) {
		this.fullAutoConfiguration = fullAutoConfiguration;
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

	public OnDone getOnDone() {
		return this.onDone;
	}

	public void setOnDone(OnDone onDone) {
		this.onDone = onDone;
	}

	public MemoryProperties getMemory() {
		return this.memory;
	}

	public StartupProperties getStartup() {
		return this.startup;
	}

	public ShutdownProperties getShutdown() {
		return this.shutdown;
	}

	public WorkerProperties getDefaults() {
		return this.defaults;
	}

	public Map<String, WorkerProperties> getWorkers() {
		return this.workers;
	}

	/**
	 * Return what is configured, for the supervisor.
	 * @param mode how workers are run
	 * @throws dev.daemonspring.supervisor.InvalidPropertyException when a value is beyond
	 * its limits
	 */
	DaemonConfiguration toConfiguration(RunMode mode) {
		checkLimits();
		WorkerSpecifications specifications = new WorkerSpecifications(this.workers, this.defaults,
				this.shutdown.getGrace());
		DaemonSettings settings = new DaemonSettings(this.directory, Math.toIntExact(this.mailboxSize.toBytes()),
				this.shutdown.getOrphanTimeout(), mode.onWorkerExit() == OnWorkerExit.SHUTDOWN,
				this.onDone == OnDone.SHUTDOWN, mode.isolation(), standbys(), isStandbyAuto(),
				specifications.standbyPlan(), this.startup.getWait(),
				new ClassDataSettings(this.classData, this.cacheDirectory, this.classDataCalm),
				new Surroundings(this.memory.getFraction(), this.memory.getOomScoreAdjust(),
						this.shutdown.getAllowed()),
				mode.test());
		return new DaemonConfiguration(settings, specifications);
	}

	private boolean isStandbyAuto() {
		return this.standby.strip().equalsIgnoreCase(AUTO);
	}

	/**
	 * Return how many standbys there are when nothing has happened yet, or -1 where the
	 * value tells no number.
	 */
	private int standbys() {
		try {
			return isStandbyAuto() ? 1 : Integer.parseInt(this.standby.strip());
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private void checkLimits() {
		PropertyCheck check = new PropertyCheck("daemon");
		int standbys = standbys();
		check.check("standby", this.standby, standbys >= 0 && standbys <= MOST_STANDBYS,
				"a number between 0 and " + MOST_STANDBYS + ", or 'auto'");
		check.between("mailbox-size", this.mailboxSize, SMALLEST_MAILBOX, LARGEST_MAILBOX);
		check.notNegative("class-data-calm", this.classDataCalm);
		check.notNegative("startup.wait", this.startup.getWait());
		double fraction = this.memory.getFraction();
		check.check("memory.fraction", fraction, fraction >= 0 && fraction <= 1, "between 0 and 1");
		check.between("memory.oom-score-adjust", this.memory.getOomScoreAdjust(), 0, MOST_OOM_SCORE);
		check.positive("shutdown.allowed", this.shutdown.getAllowed());
		check.notNegative("shutdown.grace", this.shutdown.getGrace());
		check.notNegative("shutdown.orphan-timeout", this.shutdown.getOrphanTimeout());
	}

}
