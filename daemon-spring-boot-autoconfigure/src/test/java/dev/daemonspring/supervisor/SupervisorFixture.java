package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.InstanceCounts;
import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ConfigurationWatch;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.StandbyPools;
import dev.daemonspring.process.StandbyTarget;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.RegionDirectory;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerState;

/**
 * A supervisor without processes, threads and real time; only the status region is real.
 */
final class SupervisorFixture implements AutoCloseable {

	static final LaunchPlan PLAN = new LaunchPlan(List.of(), null, null);

	static final Surroundings SURROUNDINGS = new Surroundings(0, 0, null);

	static final Duration GRACE = Duration.ofSeconds(5);

	static final Duration BOOT_TIMEOUT = Duration.ofMinutes(3);

	final ManualEventLoop loop = new ManualEventLoop();

	final List<FakeProcess> processes = new ArrayList<>();

	final List<Object> events = new CopyOnWriteArrayList<>();

	/**
	 * What the next starts throw, or {@code null} for nothing.
	 */
	Supplier<@Nullable Throwable> failure = () -> null;

	/**
	 * What happens to a process when it is started.
	 */
	Consumer<FakeProcess> onLaunch = (process) -> {
	};

	/**
	 * Changes when the files of the configuration do.
	 */
	long configuration;

	/**
	 * The ids of the processes that are started.
	 */
	LongSupplier pids = () -> 1000 + this.processes.size();

	boolean launcherRuns = true;

	boolean daemonEnds;

	/**
	 * How the work of all workers ended, when it did.
	 */
	@Nullable String done;

	final Supervisor supervisor;

	private final StatusRegion region;

	SupervisorFixture(Path directory, int standbys, WorkerSpecification... specifications) {
		this(directory, standbys, LifeJournal.NONE, specifications);
	}

	SupervisorFixture(Path directory, int standbys, LifeJournal journal, WorkerSpecification... specifications) {
		RegionDirectory regionDirectory = RegionDirectory.in(directory.resolve("region"));
		int instances = SupervisorFactory.instances(List.of(specifications));
		int slots = 2 * instances + 2 * standbys + 2;
		this.region = StatusRegion.create(regionDirectory.regionFile(), new RegionLayout(slots, 1024, 2));
		SupervisorBootstrap bootstrap = new SupervisorBootstrap(instances, regionDirectory, this.region, this::launch);
		this.supervisor = new Supervisor(List.of(specifications), bootstrap,
				new StandbyPools(Map.of(PLAN, StandbyTarget.fixed(standbys)),
						new ConfigurationWatch(() -> this.configuration), BOOT_TIMEOUT),
				new WorkerEventPublisher(this.events::add, true), journal, new Launching(), this.loop, new NotedEnd());
	}

	private Child launch(String label, LaunchPlan plan, DaemonSlot scratch) throws IOException {
		Throwable thrown = this.failure.get();
		if (thrown instanceof Error error) {
			throw error;
		}
		if (thrown instanceof IOException exception) {
			throw exception;
		}
		FakeProcess process = new FakeProcess(this.region.file(), scratch, this.pids.getAsLong());
		this.processes.add(process);
		this.onLaunch.accept(process);
		return process;
	}

	static WorkerSpecification worker(String name, boolean forever) {
		return worker(name, forever, RestartPolicy.DEFAULT);
	}

	static WorkerSpecification worker(String name, boolean forever, RestartPolicy policy) {
		return new WorkerSpecification(new WorkerDescription(name, Duration.ofSeconds(1), forever, List.of()), name,
				Rhythm.every(Duration.ofSeconds(1)), policy, GRACE, Duration.ofSeconds(1), Duration.ofMinutes(1), null,
				WorkerSpecification.StallAction.RESTART, WorkerLimits.NONE, PLAN, null, InstanceCounts.ONE, 0,
				WorkerSpecification.StandbyDepth.CONTEXT, WorkerSpecification.Descendants.END,
				WorkerSpecification.SelfStarting.NONE);
	}

	/**
	 * Return a worker that is watched for progress.
	 */
	static WorkerSpecification watched(String name, Duration stallTimeout, WorkerSpecification.StallAction action) {
		WorkerSpecification plain = worker(name, true);
		return new WorkerSpecification(plain.description(), name, plain.rhythm(), plain.restart(), GRACE,
				plain.commandTimeout(), plain.startTimeout(), stallTimeout, action, WorkerLimits.NONE, PLAN, null,
				plain.instances(), 0, plain.standbyDepth(), plain.descendants(), plain.selfStarting());
	}

	/**
	 * Return a worker that can have several instances.
	 */
	static WorkerSpecification several(String name, int configured, int most) {
		return several(name, configured, most, WorkerLimits.NONE);
	}

	/**
	 * Return a worker that can have several instances, whose processes have limits.
	 */
	static WorkerSpecification several(String name, int configured, int most, WorkerLimits limits) {
		WorkerSpecification plain = worker(name, true);
		return new WorkerSpecification(
				new WorkerDescription(name, Duration.ofSeconds(1), true, List.of(), configured, most), name,
				Rhythm.every(Duration.ofMillis(5)), plain.restart(), GRACE, plain.commandTimeout(),
				plain.startTimeout(), null, plain.stallAction(), limits, PLAN, null,
				new InstanceCounts(configured, most), 0, plain.standbyDepth(), plain.descendants(),
				plain.selfStarting());
	}

	/**
	 * Return a worker that the replicas of the application share.
	 */
	static WorkerSpecification clustered(WorkerSpecification plain) {
		return new WorkerSpecification(plain.description(), plain.beanName(), plain.rhythm(), plain.restart(),
				plain.shutdownGrace(), plain.commandTimeout(), plain.startTimeout(), plain.stallTimeout(),
				plain.stallAction(), plain.limits(), plain.plan(), plain.process(), plain.instances(), plain.standby(),
				plain.standbyDepth(), plain.descendants(), plain.selfStarting(), true);
	}

	/**
	 * Return a worker whose process has limits.
	 */
	static WorkerSpecification limited(String name, WorkerLimits limits, @Nullable String process) {
		WorkerSpecification plain = worker(name, true);
		return new WorkerSpecification(plain.description(), name, plain.rhythm(), plain.restart(), GRACE,
				plain.commandTimeout(), plain.startTimeout(), null, plain.stallAction(), limits, PLAN, process,
				plain.instances(), 0, plain.standbyDepth(), plain.descendants(), plain.selfStarting());
	}

	/**
	 * Return a worker that has a standby of its own.
	 */
	static WorkerSpecification hot(String name) {
		WorkerSpecification plain = worker(name, true);
		return new WorkerSpecification(plain.description(), name, plain.rhythm(), plain.restart(), GRACE,
				plain.commandTimeout(), plain.startTimeout(), null, plain.stallAction(), plain.limits(), PLAN, null,
				plain.instances(), 0, WorkerSpecification.StandbyDepth.BEANS, plain.descendants(),
				plain.selfStarting());
	}

	SupervisorFixture start() {
		this.supervisor.start((worker) -> true);
		this.loop.advance(Duration.ofSeconds(1));
		return this;
	}

	ManagedWorker worker(String name) {
		ManagedWorker worker = this.supervisor.find(name);
		if (worker == null) {
			throw new IllegalArgumentException(name);
		}
		return worker;
	}

	void launcherRuns(boolean runs) {
		this.launcherRuns = runs;
	}

	Path regionFile() {
		return this.region.file();
	}

	boolean order(OperatorOrder order, String name) {
		return this.supervisor.follow(order, worker(name));
	}

	WorkerState state(String name) {
		return worker(name).state();
	}

	/**
	 * Return the process of a worker.
	 */
	FakeProcess process(String name) {
		Child child = worker(name).process();
		if (!(child instanceof FakeProcess process)) {
			throw new IllegalStateException("Worker '" + name + "' is " + state(name) + " and has no process");
		}
		return process;
	}

	boolean reaches(String name, WorkerState state, Duration within) {
		return this.loop.advance(within, () -> state(name) == state);
	}

	Collection<FakeProcess> living() {
		return this.processes.stream().filter(FakeProcess::isAlive).toList();
	}

	@Override
	public void close() {
		this.region.close();
	}

	/**
	 * Starts processes at once, or loses the request.
	 */
	private final class Launching extends AbstractExecutorService {

		@Override
		public void execute(Runnable task) {
			if (!SupervisorFixture.this.launcherRuns) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			task.run();
		}

		@Override
		public void shutdown() {
		}

		@Override
		public List<Runnable> shutdownNow() {
			return List.of();
		}

		@Override
		public boolean isShutdown() {
			return false;
		}

		@Override
		public boolean isTerminated() {
			return false;
		}

		@Override
		public boolean awaitTermination(long timeout, TimeUnit unit) {
			return true;
		}

	}

	/**
	 * Notes that the workers end the daemon.
	 */
	private final class NotedEnd implements DaemonEnd {

		@Override
		public void workerWentDown() {
			SupervisorFixture.this.daemonEnds = true;
		}

		@Override
		public void workersDone(boolean failed) {
			SupervisorFixture.this.done = failed ? "failed" : "done";
		}

	}

}
