package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

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
		SupervisorBootstrap bootstrap = bootstrap(standbys);
		bootstrap.launcher().tellRegistered(this.registered);
		ConfigurationWatch configuration = new ConfigurationWatch(ConfigurationFiles.of(this.context.getEnvironment()));
		WorkerEventPublisher publisher = new WorkerEventPublisher(this.context, this.settings.endsWithWorker());
		Supervisor supervisor = new Supervisor(this.specifications, bootstrap,
				new StandbyPools(targets(standbys), configuration, longestStart()), publisher, journal(bootstrap),
				LaunchQueue.newThread(), new SupervisorThread(publisher::supervisorFailed, wallClock()), daemonEnd);
		if (this.settings.isolation() == Isolation.PROCESS) {
			metrics.open(supervisor, this.specifications, bootstrap.region().file());
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

	private SupervisorBootstrap bootstrap(Map<LaunchPlan, Integer> standbys) {
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
				waiting);
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

	private Map<LaunchPlan, StandbyTarget> targets(Map<LaunchPlan, Integer> standbys) {
		Map<LaunchPlan, StandbyTarget> targets = new LinkedHashMap<>();
		standbys.forEach((plan, count) -> targets.put(plan, target(plan, count)));
		return targets;
	}

	private StandbyTarget target(LaunchPlan plan, int count) {
		boolean follows = this.settings.standbyFollowsNeed() && plan.equals(this.settings.standbyPlan());
		return follows ? new StandbyDemand(PROCESSORS, count - this.settings.standby()) : StandbyTarget.fixed(count);
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
