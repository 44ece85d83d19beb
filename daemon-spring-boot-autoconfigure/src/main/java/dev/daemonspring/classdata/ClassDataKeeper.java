package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.classdata.ClassDataSettings.Mode;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ClassData;
import dev.daemonspring.process.ClassDataArchive;
import dev.daemonspring.process.JvmEnvironment;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.region.FailureReason;

/**
 * The class data of a daemon's processes. It finds their archives, and makes missing
 * ones, one at a time, once no process has been started or been booting for a while.
 * Thread-safe. No failure here prevents a process from starting.
 */
public final class ClassDataKeeper implements ClassData {

	private static final Log logger = LogFactory.getLog(ClassDataKeeper.class);

	private static final Duration NOTE_USE = Duration.ofMinutes(1);

	private final ArchiveDirectory directory;

	private final ClassDataCache cache;

	private final ArchiveMaker maker;

	private final Duration calm;

	private final Supplier<@Nullable String> obstacle;

	private final Map<ArchiveKey, LaunchPlan> missing = new ConcurrentHashMap<>();

	private final Set<ArchiveKey> given = ConcurrentHashMap.newKeySet();

	private final Set<ArchiveKey> givenUp = ConcurrentHashMap.newKeySet();

	private final Set<String> failures = ConcurrentHashMap.newKeySet();

	private final Set<Child> booting = ConcurrentHashMap.newKeySet();

	private final Set<ArchiveUse> uses = ConcurrentHashMap.newKeySet();

	private volatile long lastLaunch = System.nanoTime();

	private volatile boolean begun;

	private volatile boolean closed;

	private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread keeper = new Thread(task, "daemon-class-data");
		keeper.setDaemon(true);
		keeper.setPriority(Thread.MIN_PRIORITY);
		return keeper;
	});

	ClassDataKeeper(ArchiveDirectory directory, ClassDataCache cache, ArchiveMaker maker, Duration calm,
			Supplier<@Nullable String> obstacle) {
		this.directory = directory;
		this.cache = cache;
		this.maker = maker;
		this.calm = calm;
		this.obstacle = obstacle;
		this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.thread.scheduleWithFixedDelay(() -> this.given.forEach(directory::used), NOTE_USE.toSeconds(),
				NOTE_USE.toSeconds(), TimeUnit.SECONDS);
	}

	/**
	 * Create the keeper for a daemon.
	 * @param settings whether and where archives are kept, and when they are made
	 * @param environment the daemon's JVM
	 * @param origin how the application was started
	 * @return the keeper, or {@link ClassData#NONE} if archives are off or not supported
	 * by this JVM
	 */
	public static ClassData of(ClassDataSettings settings, JvmEnvironment environment, ApplicationOrigin origin) {
		ArchiveKind kind = (settings.mode() != Mode.OFF) ? ArchiveKind.ofThisJvm().orElse(null) : null;
		if (kind == null) {
			return NONE;
		}
		Path path = settings.cacheDirectory();
		ArchiveDirectory directory = new ArchiveDirectory(
				(path != null) ? path : ArchiveDirectory.defaultPath(System.getenv(), environment.systemProperties()),
				Clock.systemUTC());
		ClassDataCache cache = new ClassDataCache(kind, environment, directory);
		Supplier<@Nullable String> obstacle = () -> (settings.mode() == Mode.AUTO) ? ArchiveObstacle.find(path != null)
				: null;
		return new ClassDataKeeper(directory, cache, new ArchiveMaker(kind, environment, origin, directory, cache),
				settings.calm(), obstacle);
	}

	@Override
	public @Nullable ClassDataArchive archiveFor(LaunchPlan plan) {
		this.lastLaunch = System.nanoTime();
		// The process that follows a crash may be started before all have heard of it
		this.uses.forEach(this::judge);
		ArchiveKey key = this.cache.key(plan);
		if (key == null) {
			return null;
		}
		ClassDataArchive archive = this.givenUp.contains(key) ? null : this.cache.find(key);
		if (archive != null) {
			logger.debug("A worker process starts with the class-data archive '" + this.directory.of(key) + "'");
			this.given.add(key);
			this.directory.used(key);
		}
		else if (!this.givenUp.contains(key) && this.missing.put(key, plan) == null) {
			later(this.calm);
		}
		return archive;
	}

	@Override
	public void launched(Child child, @Nullable ClassDataArchive archive) {
		this.booting.add(child);
		this.booting.removeIf(Child::hasBooted);
		if (archive != null) {
			ArchiveUse use = new ArchiveUse(child, Objects.requireNonNull(archive.argumentFile().getParent()),
					System.nanoTime());
			this.uses.add(use);
			child.onExit(Runnable::run, (exit) -> judge(use));
		}
	}

	private void judge(ArchiveUse use) {
		if (use.isOver() && this.uses.remove(use) && use.isSuspicious()) {
			distrust(use.directory());
		}
	}

	/**
	 * Withdraw an archive: a JVM that maps a damaged one crashes, and so would the next
	 * JVM.
	 */
	private void distrust(Path archive) {
		this.given.stream().filter((key) -> this.directory.of(key).equals(archive)).forEach(this.givenUp::add);
		logger.warn("Class-data archive '%s' is given up: a process that used it has crashed soon after its start"
			.formatted(archive));
		try {
			Files.deleteIfExists(archive.resolve(ArchiveManifest.NAME));
		}
		catch (IOException ex) {
			logger.debug("The manifest of '" + archive + "' could not be removed", ex);
		}
	}

	private void later(Duration delay) {
		try {
			this.thread.schedule(this::makeMissing, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The daemon ends
		}
	}

	private void makeMissing() {
		if (this.missing.isEmpty()) {
			return;
		}
		this.booting.removeIf(Child::hasBooted);
		if (!this.begun || !this.booting.isEmpty()) {
			this.lastLaunch = System.nanoTime();
		}
		Duration still = Duration.ofNanos(System.nanoTime() - this.lastLaunch);
		if (still.compareTo(this.calm) < 0) {
			later(this.calm.minus(still).plusMillis(1));
			return;
		}
		String reason = this.obstacle.get();
		if (reason != null) {
			logNone(reason);
			return;
		}
		Map.Entry<ArchiveKey, LaunchPlan> next = this.missing.entrySet().iterator().next();
		if (make(next.getKey(), next.getValue())) {
			this.missing.remove(next.getKey());
		}
		later(this.calm);
	}

	private void logNone(String reason) {
		String message = "No class-data archive for worker processes is made: %s. 'daemon.class-data=on' makes one anyway"
			.formatted(reason);
		if (this.failures.add(message)) {
			logger.info(message + ", 'off' ends this.");
		}
	}

	/**
	 * Make an archive.
	 * @return whether no further attempt is needed
	 */
	private boolean make(ArchiveKey key, LaunchPlan plan) {
		if (this.cache.find(key) != null) {
			return true;
		}
		long began = System.nanoTime();
		try {
			Path made = this.maker.make(plan, key);
			if (made != null) {
				logger.info(
						"Class-data archive for worker processes made in %d s: '%s' ('daemon.class-data=off' ends this)"
							.formatted(Duration.ofNanos(System.nanoTime() - began).toSeconds(), made));
			}
			return made != null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException | RuntimeException ex) {
			failed(ex);
		}
		this.givenUp.add(key);
		return true;
	}

	private void failed(Exception ex) {
		String message = "No class-data archive for worker processes could be made in '%s': %s. They start without."
			.formatted(this.directory.path(), FailureReason.of(ex));
		if (!this.closed && this.failures.add(message)) {
			if (ex instanceof FileSystemException) {
				// A file system that can't be written to is nothing unusual
				logger.info(message);
			}
			else {
				logger.warn(message + " 'daemon.class-data=off' ends the attempts.");
			}
		}
	}

	@Override
	public void begin() {
		this.begun = true;
	}

	/**
	 * End the process that makes an archive, without waiting.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.thread.shutdownNow();
		this.maker.close();
	}

}
