package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.classdata.ClassDataKeeper;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildLauncher;
import dev.daemonspring.process.ChildThread;
import dev.daemonspring.process.EarlyProcess;
import dev.daemonspring.process.JvmEnvironment;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.OomKiller;
import dev.daemonspring.process.ProcessLauncher;
import dev.daemonspring.process.ScratchSlots;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.RegionDirectory;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.RegionPlaces;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;

/**
 * What a supervisor needs before it can start children: the status region, and who starts
 * them. Processes can be started from it ahead, while nobody knows yet which worker will
 * be theirs. Thread-safe.
 */
final class SupervisorBootstrap implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SupervisorBootstrap.class);

	private static final int MAILBOX_CELLS = 8;

	private static final int SPARE_SLOTS = 4;

	private final int workers;

	private final RegionDirectory directory;

	private final StatusRegion region;

	private final ChildLauncher launcher;

	private final ScratchSlots scratchSlots;

	private final List<EarlyProcess> ahead = new ArrayList<>();

	private @Nullable Thread launching;

	SupervisorBootstrap(int workers, RegionDirectory directory, StatusRegion region, ChildLauncher launcher) {
		this.workers = workers;
		this.directory = directory;
		this.region = region;
		this.launcher = launcher;
		this.scratchSlots = new ScratchSlots(region, workers);
	}

	/**
	 * Make a status region.
	 * @param settings what holds for the daemon as a whole
	 * @param origin how the application was started
	 * @param context the application's context
	 * @param workers the largest number of workers
	 * @param standbys the largest number of processes that wait
	 * @param heap the largest heap of processes for which none is configured, or
	 * {@code null} for the JVM's own default
	 * @return what a supervisor needs
	 * @throws dev.daemonspring.region.RegionException when the region can't be made
	 */
	static SupervisorBootstrap of(DaemonSettings settings, ApplicationOrigin origin,
			ConfigurableApplicationContext context, int workers, int standbys, @Nullable DataSize heap) {
		// Of each process there may be one that ends and one that begins
		int slots = workers + (workers + 2 * standbys) + SPARE_SLOTS;
		RegionPlaces.Opened opened = RegionPlaces.ofSystem()
			.open(settings.directory(), new RegionLayout(slots, settings.mailboxSize(), MAILBOX_CELLS));
		Path file = opened.region().file();
		ChildLauncher launcher = (settings.isolation() == Isolation.THREAD)
				? (label, plan, scratch) -> new ChildThread(context, file, scratch)
				: processLauncher(settings, origin, file, heap);
		return new SupervisorBootstrap(workers, opened.directory(), opened.region(), launcher);
	}

	private static ProcessLauncher processLauncher(DaemonSettings settings, ApplicationOrigin origin, Path region,
			@Nullable DataSize heap) {
		JvmEnvironment environment = JvmEnvironment.current(heap);
		return new ProcessLauncher(environment, origin, region, settings.orphanTimeout(),
				ClassDataKeeper.of(settings.classData(), environment, origin), settings.test(),
				OomKiller.ofSystem(settings.surroundings().oomPreference()));
	}

	/**
	 * Start processes that boot and wait. Does not wait for them.
	 * @param plans what each of them is started with
	 */
	synchronized void launchAhead(List<LaunchPlan> plans) {
		Thread thread = new Thread(() -> plans.forEach(this::launchAhead), "daemon-launcher");
		thread.setDaemon(true);
		this.launching = thread;
		thread.start();
	}

	private void launchAhead(LaunchPlan plan) {
		DaemonSlot scratch = null;
		try {
			scratch = this.scratchSlots.take();
			Child child = this.launcher.launch(BootstrapMessage.STANDBY, plan, scratch);
			synchronized (this.ahead) {
				this.ahead.add(new EarlyProcess(plan, child));
			}
		}
		catch (Throwable ex) {
			if (scratch != null) {
				this.scratchSlots.giveBack(scratch);
			}
			logger.debug("A process could not be started ahead; its worker will have to wait longer", ex);
		}
	}

	/**
	 * Take the processes that were started ahead.
	 */
	List<EarlyProcess> takeEarlyProcesses() {
		awaitLaunching();
		synchronized (this.ahead) {
			List<EarlyProcess> taken = List.copyOf(this.ahead);
			this.ahead.clear();
			return taken;
		}
	}

	private synchronized void awaitLaunching() {
		Thread thread = this.launching;
		try {
			if (thread != null) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return whether there is room for so many workers.
	 */
	boolean hasRoomFor(int count) {
		return count <= this.workers;
	}

	StatusRegion region() {
		return this.region;
	}

	/**
	 * See to it that new processes find the region.
	 * @return whether they would not have
	 * @throws IOException when they can't
	 * @throws dev.daemonspring.region.RegionException when its place is not safe any more
	 */
	boolean restoreRegion() throws IOException {
		boolean inPlace = this.region.isInPlace();
		if (!inPlace) {
			this.region.restore();
		}
		// Also where the region was put back earlier, and the lock could not be
		this.directory.lockAgain();
		return !inPlace;
	}

	ChildLauncher launcher() {
		return this.launcher;
	}

	ScratchSlots scratchSlots() {
		return this.scratchSlots;
	}

	@Override
	public void close() {
		takeEarlyProcesses().forEach((unused) -> unused.child().kill());
		this.launcher.close();
		this.region.close();
		this.directory.close();
	}

}
