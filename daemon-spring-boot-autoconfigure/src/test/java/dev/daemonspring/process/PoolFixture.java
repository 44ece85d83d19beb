package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.RegionDirectory;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerState;

/**
 * A {@link ChildPool} whose launcher, clock and event loop a test drives by hand.
 */
final class PoolFixture implements TenantListener<PoolFixture.TestTenant>, PoolListener, AutoCloseable {

	static final LaunchPlan PLAN = new LaunchPlan(List.of(), null, null);

	static final LaunchPlan OTHER_PLAN = new LaunchPlan(List.of("-Dother"), null, null);

	static final Duration GRACE = Duration.ofSeconds(5);

	static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static final int SLOTS = 8;

	private static final int MAX_BOOTING = 2;

	final List<TestChild> children = new ArrayList<>();

	/**
	 * What the tenants and the listener were told, in words.
	 */
	final List<String> told = new ArrayList<>();

	final Set<Child> occupied = new HashSet<>();

	/**
	 * The tenants that are not to run.
	 */
	final Set<String> down = new HashSet<>();

	/**
	 * The tenants for which the next start can't be requested: there is no memory for it.
	 */
	final Set<String> exhausted = new HashSet<>();

	final ChildPool<TestTenant> pool;

	/**
	 * What the next start throws, or {@code null} for nothing.
	 */
	@Nullable Error failure;

	long configuration;

	private final ConfigurationWatch watch = new ConfigurationWatch(() -> this.configuration);

	private final StatusRegion region;

	private final Queue<Runnable> launching = new ArrayDeque<>();

	private final TestLoop loop = new TestLoop();

	PoolFixture(Path directory, Map<LaunchPlan, StandbyTarget> standbys) {
		this.region = StatusRegion.create(RegionDirectory.in(directory.resolve("region")).regionFile(),
				new RegionLayout(SLOTS, 1024, 2));
		LaunchQueue launches = new LaunchQueue(this::start, new ScratchSlots(this.region, 0), this.launching::add,
				this.loop);
		this.pool = new ChildPool<>(launches, new StandbyPools(standbys, this.watch, Duration.ofMinutes(3)), this.loop,
				this, this, MAX_BOOTING);
	}

	private Child start(String label, LaunchPlan plan, DaemonSlot scratch) {
		Error thrown = this.failure;
		if (thrown != null) {
			throw thrown;
		}
		return child(label, plan, scratch);
	}

	private TestChild child(String label, LaunchPlan plan, DaemonSlot scratch) {
		TestChild child = new TestChild(label, plan, this.region.file(), scratch, 100 + this.children.size());
		this.children.add(child);
		return child;
	}

	/**
	 * Return a process that was started before the pool was there.
	 */
	EarlyProcess early(LaunchPlan plan) {
		return new EarlyProcess(plan, child("early", plan, this.region.slot(SLOTS - 1 - this.children.size())));
	}

	TestTenant tenant(String name) {
		return tenant(name, PLAN, null);
	}

	TestTenant tenant(String name, LaunchPlan plan, @Nullable String sharedProcess) {
		return new TestTenant(name, plan, sharedProcess, this.region.slot(0), null, this.down, this.exhausted);
	}

	/**
	 * Return a tenant that has a standby of its own.
	 */
	TestTenant hotTenant(String name) {
		Assignment assignment = new Assignment(name, 0, 0, name, Duration.ofSeconds(1), 0, null, GRACE, true,
				ContextSettings.DEFAULT);
		return new TestTenant(name, PLAN, null, this.region.slot(0),
				new HotStandby(new Reservation(assignment), PLAN, START_TIMEOUT), this.down, this.exhausted);
	}

	/**
	 * Have the operating system start what it was asked for, and everybody hear of it.
	 */
	void launch() {
		for (Runnable start = this.launching.poll(); start != null; start = this.launching.poll()) {
			start.run();
			this.loop.runTasks();
		}
	}

	/**
	 * Return how many starts the operating system was asked for and has not done.
	 */
	int launching() {
		return this.launching.size();
	}

	TestChild child(int index) {
		return this.children.get(index);
	}

	void end(TestChild child, int code) {
		child.end(code);
		this.loop.runTasks();
	}

	/**
	 * Let time pass and have the pool check.
	 */
	void check(Duration later) {
		this.loop.now += later.toNanos();
		this.pool.check((process) -> true, this.loop.now);
		this.loop.runTasks();
	}

	/**
	 * Have the pool check when nobody needs a shared process any more.
	 */
	void checkUnneeded() {
		this.pool.check((process) -> false, this.loop.now);
	}

	/**
	 * Have the files of the configuration change, and the watch notice.
	 */
	void changeConfiguration() {
		this.configuration++;
		this.watch.check();
	}

	/**
	 * Start standbys until there are as many as there shall be.
	 */
	void startStandbys(int count) {
		for (int i = 0; i < count; i++) {
			check(Duration.ofMillis(1));
			launch();
		}
	}

	@Override
	public void assigned(TestTenant tenant, Child child) {
		this.told.add(tenant.name() + " gets " + child.pid() + ((child.home() != child) ? " (shared)" : ""));
		this.occupied.add(child.home());
	}

	@Override
	public void notStarted(TestTenant tenant, Throwable failure) {
		this.told.add(tenant.name() + " gets none: " + failure.getMessage());
	}

	@Override
	public void exited(Child process, ProcessExit exit) {
		this.told.add(process.pid() + " has ended: " + exit);
		this.occupied.remove(process);
	}

	@Override
	public boolean hasTenant(Child process) {
		return this.occupied.contains(process);
	}

	@Override
	public void standbyReady(Child standby) {
		this.told.add(standby.pid() + " is ready");
	}

	@Override
	public void hotStandbyReady(String tenant, Child standby) {
		this.told.add(standby.pid() + " is ready for " + tenant);
	}

	@Override
	public void trouble(String message) {
		this.told.add(message);
	}

	@Override
	public void close() {
		this.region.close();
	}

	/**
	 * Somebody who needs a process.
	 *
	 * @param name the name
	 * @param plan what its process is started with
	 * @param sharedProcess the name of the process that it shares, or {@code null}
	 * @param slot the slot
	 * @param hotStandby its own standby, or {@code null}
	 * @param down the names of those that are not to run
	 * @param exhausted the names of those that can't say their label, once
	 */
	record TestTenant(String name, LaunchPlan plan, @Nullable String sharedProcess, DaemonSlot slot,
			@Nullable HotStandby hotStandby, Set<String> down, Set<String> exhausted) implements Tenant {

		@Override
		public String label() {
			if (this.exhausted.remove(this.name)) {
				throw new OutOfMemoryError("Java heap space");
			}
			return this.name;
		}

		@Override
		public boolean isToRun() {
			return !this.down.contains(this.name);
		}

		@Override
		public boolean hasSpunUp() {
			return this.slot.state() == WorkerState.LOOPING;
		}

	}

	/**
	 * A thread and a time that are the test's own.
	 */
	private static final class TestLoop implements EventLoop {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		private long now;

		@Override
		public long now() {
			return this.now;
		}

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		private void runTasks() {
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				task.run();
			}
		}

		@Override
		public void start(LongSupplier look) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <T> T call(String what, Callable<T> task) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean inEventLoop() {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
