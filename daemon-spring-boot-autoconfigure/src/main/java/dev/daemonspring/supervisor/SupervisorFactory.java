package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.child.LoopClock;
import dev.daemonspring.policy.StandbyDemand;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.ConfigurationFiles;
import dev.daemonspring.process.ConfigurationWatch;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.LaunchQueue;
import dev.daemonspring.process.StandbyPools;
import dev.daemonspring.process.StandbyTarget;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;

/**
 * Creates the supervisor of an application, upon what was started early where that will
 * do.
 */
final class SupervisorFactory {

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	private final Collection<WorkerSpecification> specifications;

	private final DaemonSettings settings;

	private final ApplicationOrigin origin;

	private final ConfigurableApplicationContext context;

	private final Supplier<@Nullable SupervisorBootstrap> early;

	private List<String> registered = List.of();

	/**
	 * Create a factory.
	 * @param specifications the workers
	 * @param settings what holds for the daemon as a whole
	 * @param origin how the application was started
	 * @param context the application's context
	 * @param early gives, once, what was started ahead, or {@code null}
	 */
	SupervisorFactory(Collection<WorkerSpecification> specifications, DaemonSettings settings, ApplicationOrigin origin,
			ConfigurableApplicationContext context, Supplier<@Nullable SupervisorBootstrap> early) {
		this.specifications = (settings.isolation() != Isolation.THREAD) ? specifications
				: specifications.stream().map(WorkerSpecification::withoutHotStandby).toList();
		this.settings = settings;
		this.origin = origin;
		this.context = context;
		this.early = early;
	}

	/**
	 * Have standbys prepare classes of workers that no bean definition tells.
	 */
	void tellRegistered(List<String> classes) {
		this.registered = List.copyOf(classes);
	}

	/**
	 * Create a supervisor; it does nothing until it is started.
	 * @param daemonEnd ends the daemon because of its workers
	 * @param metrics where worker processes tell their meters
	 */
	Supervisor create(DaemonEnd daemonEnd, ProcessMetrics metrics) {
		Map<LaunchPlan, Integer> standbys = (this.settings.isolation() == Isolation.THREAD) ? Map.of()
				: standbys(this.specifications, this.settings);
		MemorySharing sharing = MemorySharing.of(this.settings, plans(this.specifications),
				withHot(standbys, this.specifications));
		Collection<WorkerSpecification> kept = this.specifications;
		if (sharing != null && sharing.excludesStandbys()) {
			standbys.replaceAll((plan, count) -> 0);
			kept = kept.stream().map(WorkerSpecification::withoutHotStandby).toList();
		}
		SupervisorBootstrap bootstrap = bootstrap(standbys, (sharing != null) ? sharing.heap() : null);
		bootstrap.launcher().tellRegistered(this.registered);
		ConfigurationWatch configuration = new ConfigurationWatch(ConfigurationFiles.of(this.context.getEnvironment()));
		WorkerEventPublisher publisher = new WorkerEventPublisher(this.context, this.settings.endsWithWorker());
		Supervisor supervisor = new Supervisor(kept, bootstrap,
				new StandbyPools(targets(standbys, sharing), configuration, longestStart()), publisher,
				journal(bootstrap), LaunchQueue.newThread(),
				new SupervisorThread(publisher::supervisorFailed, wallClock()), daemonEnd);
		if (sharing != null) {
			sharing.tell();
			supervisor.shareMemory(sharing);
		}
		if (this.settings.isolation() == Isolation.PROCESS) {
			metrics.open(supervisor, kept, bootstrap.region().file());
		}
		return supervisor;
	}

	/**
	 * The lives of a test's workers are nobody else's.
	 */
	private LifeJournal journal(SupervisorBootstrap bootstrap) {
		return this.settings.test() ? LifeJournal.NONE : new LifeJournal(bootstrap.region().file().getParent(),
				ApplicationIdentity.of(this.origin, this.context.getEnvironment()));
	}

	/**
	 * Workers on threads have a clock of their own in tests that move time.
	 */
	private LongSupplier wallClock() {
		LoopClock driven = (this.settings.isolation() == Isolation.THREAD)
				? this.context.getBeanProvider(LoopClock.class).getIfAvailable() : null;
		return (driven != null) ? driven::currentTimeMillis : System::currentTimeMillis;
	}

	/**
	 * A standby may become any worker, and boots what they all boot.
	 */
	private Duration longestStart() {
		return this.specifications.stream()
			.map(WorkerSpecification::startTimeout)
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	private SupervisorBootstrap bootstrap(Map<LaunchPlan, Integer> standbys, @Nullable DataSize heap) {
		int workers = instances(this.specifications);
		SupervisorBootstrap started = this.early.get();
		if (started != null && started.hasRoomFor(workers)) {
			return started;
		}
		if (started != null) {
			started.close();
		}
		int waiting = standbys.values().stream().mapToInt(Integer::intValue).sum() + furtherStandbys(this.settings)
				+ hotStandbys(this.specifications);
		return SupervisorBootstrap.of(this.settings, this.origin.connected(this.context), this.context, workers,
				waiting, heap);
	}

	/**
	 * Return how many instances of all workers there can be.
	 */
	static int instances(Collection<WorkerSpecification> specifications) {
		return specifications.stream().mapToInt((specification) -> specification.instances().most()).sum();
	}

	/**
	 * Return how many more standbys than {@link DaemonSettings#standby()} there can be.
	 */
	static int furtherStandbys(DaemonSettings settings) {
		return settings.standbyFollowsNeed() ? StandbyDemand.most(PROCESSORS) - 1 : 0;
	}

	/**
	 * Return how many processes wait for one worker alone.
	 */
	static int hotStandbys(Collection<WorkerSpecification> specifications) {
		return (int) specifications.stream().filter(WorkerSpecification::hasHotStandby).count();
	}

	private Map<LaunchPlan, StandbyTarget> targets(Map<LaunchPlan, Integer> standbys, @Nullable MemorySharing sharing) {
		Map<LaunchPlan, StandbyTarget> targets = new LinkedHashMap<>();
		// Those that may follow later have no share
		boolean fixed = sharing != null
				&& !sharing.hasRoomFor(furtherStandbys(this.settings), this.settings.standbyPlan());
		standbys.forEach((plan, count) -> targets.put(plan, fixed ? StandbyTarget.fixed(count) : target(plan, count)));
		return targets;
	}

	private StandbyTarget target(LaunchPlan plan, int count) {
		boolean follows = this.settings.standbyFollowsNeed() && plan.equals(this.settings.standbyPlan());
		return follows ? new StandbyDemand(PROCESSORS, count - this.settings.standby()) : StandbyTarget.fixed(count);
	}

	/**
	 * Return what each worker process is started with, of all that there can be.
	 */
	static List<LaunchPlan> plans(Collection<WorkerSpecification> specifications) {
		List<LaunchPlan> plans = new ArrayList<>();
		Set<String> shared = new HashSet<>();
		for (WorkerSpecification specification : specifications) {
			String process = specification.process();
			if (process == null || shared.add(process)) {
				int most = (process != null) ? 1 : specification.instances().most();
				plans.addAll(Collections.nCopies(most, specification.plan()));
			}
		}
		return plans;
	}

	/**
	 * Return how many processes of which plan are to wait, also those that wait for one
	 * worker alone.
	 */
	static Map<LaunchPlan, Integer> withHot(Map<LaunchPlan, Integer> standbys,
			Collection<WorkerSpecification> specifications) {
		Map<LaunchPlan, Integer> all = new LinkedHashMap<>(standbys);
		specifications.stream()
			.filter(WorkerSpecification::hasHotStandby)
			.forEach((specification) -> all.merge(specification.plan(), 1, Integer::sum));
		return all;
	}

	/**
	 * Return how many processes of which plan are to wait: none of a plan that no worker
	 * has.
	 */
	static Map<LaunchPlan, Integer> standbys(Collection<WorkerSpecification> specifications, DaemonSettings settings) {
		Map<LaunchPlan, Integer> standbys = new LinkedHashMap<>();
		for (WorkerSpecification specification : specifications) {
			boolean common = specification.plan().equals(settings.standbyPlan());
			standbys.putIfAbsent(specification.plan(), common ? settings.standby() : 0);
			standbys.merge(specification.plan(), specification.standby(), Integer::sum);
		}
		return standbys;
	}

}
