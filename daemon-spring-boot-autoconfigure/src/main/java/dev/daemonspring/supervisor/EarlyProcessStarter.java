package dev.daemonspring.supervisor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * Has worker processes boot while the daemon's own context still refreshes. They get
 * their workers when it has refreshed, so that no worker runs before the daemon is ready
 * for it. Two processors are left to the daemon, so that it is not ready later than
 * without workers.
 */
public final class EarlyProcessStarter implements BeanFactoryPostProcessor, DisposableBean {

	private static final Log logger = LogFactory.getLog(EarlyProcessStarter.class);

	private static final String WORKERS = "workers";

	/**
	 * Its start keeps one busy, and its compilers another.
	 */
	private static final int LEFT_TO_DAEMON = 2;

	private final ConfigurableApplicationContext context;

	private final WorkerDiscovery discovery;

	private final Isolation isolation;

	private final Supplier<DaemonConfiguration> configuration;

	private final int most;

	private @Nullable SupervisorBootstrap started;

	/**
	 * Create a starter.
	 * @param context the application's context
	 * @param discovery knows the annotated workers
	 * @param isolation what separates a worker from the daemon
	 * @param configuration gives what is configured, before there are beans
	 * @param processors how many processors there are
	 */
	public EarlyProcessStarter(ConfigurableApplicationContext context, WorkerDiscovery discovery, Isolation isolation,
			Supplier<DaemonConfiguration> configuration, int processors) {
		this.context = context;
		this.discovery = discovery;
		this.isolation = isolation;
		this.configuration = configuration;
		this.most = processors - LEFT_TO_DAEMON;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		String origin = ApplicationOrigin.class.getName();
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		if (this.isolation != Isolation.PROCESS || this.most < 1 || !beanFactory.containsBeanDefinition(WORKERS)
				|| !beanFactory.containsSingleton(origin) || beanFactory.getBeanDefinition(WORKERS).isLazyInit()) {
			return;
		}
		try {
			ApplicationOrigin known = beanFactory.getBean(origin, ApplicationOrigin.class);
			// A process is born with the connections, which there are later
			if (!known.mayHaveServiceConnections(beanFactory)) {
				start(beanFactory, known);
			}
		}
		catch (RuntimeException ex) {
			// What is wrong is told when the workers are started in their turn
			logger.debug("No worker process is started early", ex);
		}
	}

	private void start(ConfigurableListableBeanFactory beanFactory, ApplicationOrigin origin) {
		DaemonConfiguration configured = this.configuration.get();
		List<WorkerSpecification> annotated = configured.specifications().of(this.discovery.found());
		int registered = beanFactory.getBeanNamesForType(WorkerRegistration.class, true, false).length;
		DaemonSettings settings = configured.settings();
		List<LaunchPlan> plans = plans(annotated, registered, settings.standbyPlan());
		if (!plans.isEmpty()) {
			int standbys = settings.standby() + SupervisorFactory.furtherStandbys(settings)
					+ annotated.stream().mapToInt(WorkerSpecification::standby).sum()
					+ SupervisorFactory.hotStandbys(annotated);
			SupervisorBootstrap started = SupervisorBootstrap.of(settings, origin, this.context,
					SupervisorFactory.instances(annotated) + registered, standbys,
					heap(annotated, registered, settings));
			this.started = started;
			started.launchAhead(plans);
		}
	}

	/**
	 * The largest heap is the one that the supervisor comes to, unless a worker that is
	 * registered in code has instances or options of its own.
	 */
	private static @Nullable DataSize heap(List<WorkerSpecification> annotated, int registered,
			DaemonSettings settings) {
		List<LaunchPlan> workers = SupervisorFactory.plans(annotated);
		workers.addAll(Collections.nCopies(registered, settings.standbyPlan()));
		Map<LaunchPlan, Integer> standbys = SupervisorFactory.standbys(annotated, settings);
		if (registered > 0) {
			standbys.putIfAbsent(settings.standbyPlan(), settings.standby());
		}
		MemorySharing sharing = MemorySharing.of(settings, workers, SupervisorFactory.withHot(standbys, annotated));
		return (sharing != null) ? sharing.heap() : null;
	}

	/**
	 * What is known of a worker that is registered in code is that it has one.
	 */
	private List<LaunchPlan> plans(List<WorkerSpecification> annotated, int registered, LaunchPlan common) {
		List<LaunchPlan> plans = new SharedProcesses(annotated).plans();
		if (registered > 0) {
			plans.add(common);
		}
		return plans.subList(0, Math.min(this.most, plans.size()));
	}

	/**
	 * Take over what was started.
	 * @return what was started, or {@code null} when nothing was, or it was taken before
	 */
	@Nullable SupervisorBootstrap take() {
		SupervisorBootstrap taken = this.started;
		this.started = null;
		return taken;
	}

	@Override
	public void destroy() {
		SupervisorBootstrap unused = take();
		if (unused != null) {
			unused.close();
		}
	}

}
