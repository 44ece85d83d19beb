package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.host.DaemonShutdown;
import dev.daemonspring.host.InitProcess;
import dev.daemonspring.host.JavaRuntime;
import dev.daemonspring.host.Preloading;
import dev.daemonspring.host.ServiceNotifier;
import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.worker.WorkerState;

/**
 * The façade {@link Workers} over a supervisor that lives while the application context
 * runs. Starts after the web server has begun to listen; stops after its graceful
 * shutdown, so that requests in progress still reach the workers. Thread-safe.
 */
public final class SupervisedWorkers implements Workers, WorkerLogLevels, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(SupervisedWorkers.class);

	/**
	 * Between the web server's graceful shutdown and its end.
	 */
	private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 512;

	private static final Duration ZOMBIE_CHECK = Duration.ofMinutes(1);

	private static final JsonMapper json = JsonMapper.builder().build();

	private final WorkerNames names;

	private final WorkerReports reports;

	private final NamedOrders orders;

	private final DaemonSettings settings;

	private final SupervisorFactory factory;

	private final WorkerSelection selection;

	private final DaemonShutdown daemonShutdown;

	private final CommandSender commands;

	private final ProcessDumps dumps = new ProcessDumps();

	private ProcessMetrics metrics = ProcessMetrics.NONE;

	private final Supplier<List<WorkerScaler>> scalers;

	private @Nullable LeaseSource leases;

	private volatile @Nullable Supervisor supervisor;

	private @Nullable ScalerThread scaling;

	private final ConfigurableApplicationContext context;

	private @Nullable ServiceNotifier notifier;

	/**
	 * Create the façade; it starts no process until the context starts it.
	 * @param specifications the workers
	 * @param settings the settings of the daemon as a whole
	 * @param origin how the application was started
	 * @param context the application's context
	 * @param early provides what was started before the context was ready
	 * @param selection the workers that start with the application
	 */
	public SupervisedWorkers(Collection<WorkerSpecification> specifications, DaemonSettings settings,
			ApplicationOrigin origin, ConfigurableApplicationContext context, EarlyProcessStarter early,
			WorkerSelection selection) {
		this.names = new WorkerNames(specifications, this::group);
		this.reports = new WorkerReports(this.names, () -> this.supervisor);
		this.orders = new NamedOrders(this.names, this::runsWorkers, () -> this.supervisor);
		this.settings = settings;
		this.factory = new SupervisorFactory(this.names.workers(), settings, origin, context, early::take);
		this.selection = selection;
		this.scalers = () -> context.getBeanProvider(WorkerScaler.class).orderedStream().toList();
		this.commands = new CommandSender(context);
		this.context = context;
		this.daemonShutdown = new DaemonShutdown(context, origin.ownsProcess());
	}

	/**
	 * Have worker processes tell their meters. To be called before the start.
	 */
	public void tellMeters(ProcessMetrics told) {
		this.metrics = told;
	}

	/**
	 * Have leases decide where those workers run that the replicas of the application
	 * share. To be called before the start.
	 */
	public void share(LeaseSource source) {
		this.leases = source;
	}

	/**
	 * Have standbys prepare the classes of workers that registrations install and no bean
	 * definition tells. To be called before the start.
	 */
	public void tellRegistered(Collection<Class<?>> classes) {
		this.factory.tellRegistered(classes.stream().map(Class::getName).toList());
	}

	@Override
	public void start() {
		if (this.supervisor != null) {
			return;
		}
		if (this.names.workers().isEmpty()) {
			notifyServiceManager(null);
			return;
		}
		if (!runsWorkers()) {
			logger.info(notRun());
			notifyServiceManager(null);
			return;
		}
		if (ownsProcesses()) {
			JavaRuntime.ofThisProcess().requireForProcesses();
		}
		Supervisor started = this.factory.create(new ShutdownByWorkers(this.settings, this.daemonShutdown),
				this.metrics);
		if (this.leases != null) {
			started.share(this.leases.open());
		}
		this.supervisor = started;
		StartupAdvice.give(this.names.workers(), this.settings);
		if (ownsProcesses()) {
			StartupAdvice.onShutdown(this.names.workers(), this.settings.surroundings(), this.context);
			if (InitProcess.isThisProcess()) {
				watchAsInit(started);
			}
		}
		started.start(this.selection);
		if (ownsProcesses()) {
			Preloading.begin();
		}
		notifyServiceManager(started);
		awaitSpinup(started);
		this.scaling = ScalerThread.start(this.scalers.get(), started.groups(), started);
	}

	/**
	 * Return the file of the status region, beside which lies what belongs to it.
	 * @return the file, or {@code null} while no worker is run
	 */
	public @Nullable Path regionFile() {
		Supervisor running = this.supervisor;
		return (running != null) ? running.regionFile() : null;
	}

	private boolean ownsProcesses() {
		return this.settings.isolation() == Isolation.PROCESS && !this.settings.test();
	}

	private static void watchAsInit(Supervisor started) {
		InitProcess init = InitProcess.ofThisSystem();
		init.tell();
		started.alsoCheck(ZOMBIE_CHECK, init);
	}

	/**
	 * Tell a service manager of the workers. Where there are none, the service is ready.
	 */
	private void notifyServiceManager(@Nullable Supervisor started) {
		if (!this.settings.test() && this.notifier == null) {
			this.notifier = ServiceNotifier.start(System.getenv(),
					(started != null) ? new SupervisedService(started) : SupervisedService.NONE);
		}
	}

	private boolean runsWorkers() {
		return this.settings.isolation() != Isolation.NONE;
	}

	private String notRun() {
		return "No worker is run because 'daemon.isolation' is 'none'%s".formatted(this.settings.test()
				? ", its default in tests. Annotate the test with @WithWorkers to have them run on threads or in processes."
				: ".");
	}

	private void awaitSpinup(Supervisor started) {
		Duration wait = this.settings.startupWait();
		List<String> late = wait.isZero() ? List.of() : started.awaitSpinup(wait);
		if (!late.isEmpty()) {
			logger.warn(("The workers %s have not spun up within %s; the application continues without them."
					+ " Raise 'daemon.startup.wait' to give them more time.")
				.formatted(late, wait));
		}
	}

	@Override
	public void stop() {
		Supervisor running = this.supervisor;
		ServiceNotifier told = this.notifier;
		if (told != null) {
			told.stopping();
		}
		if (this.scaling != null) {
			this.scaling.close();
			this.scaling = null;
		}
		if (running != null) {
			running.stop();
			this.metrics.close();
			this.supervisor = null;
		}
		if (told != null) {
			told.close();
			this.notifier = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.supervisor != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public List<WorkerDescription> list() {
		return this.reports.list();
	}

	@Override
	public List<String> instances() {
		return this.names.all();
	}

	@Override
	public List<String> instances(String name) {
		return this.names.meantBy(name);
	}

	@Override
	public Map<String, WorkerState> status() {
		return this.reports.status();
	}

	@Override
	public WorkerState status(String name) {
		return this.reports.status(name);
	}

	@Override
	public WorkerInfo info(String name) {
		return this.reports.info(name);
	}

	@Override
	public WorkerStatistics statistics(String name) {
		return this.reports.statistics(name);
	}

	@Override
	public int readyStandbys() {
		Supervisor running = this.supervisor;
		return (running != null) ? running.readyStandbys() : 0;
	}

	@Override
	public List<WorkerLife> lives(String name) {
		return this.reports.lives(name);
	}

	@Override
	public String threadDump(String name) {
		return this.dumps.threads(running(name), WriteDump.Kind.THREADS_TEXT);
	}

	@Override
	public String threadDumpJson(String name) {
		return this.dumps.threads(running(name), WriteDump.Kind.THREADS_JSON);
	}

	@Override
	public Path heapDump(String name, boolean live) {
		return this.dumps.heap(running(name), live);
	}

	private ManagedWorker running(String name) {
		ManagedWorker worker = find(this.names.single(name));
		if (worker == null) {
			throw new WorkerDumpException("Worker '%s' has no process to dump. %s".formatted(name,
					runsWorkers() ? "The daemon does not run." : notRun()));
		}
		return worker;
	}

	@Override
	public boolean pause(String name) {
		return this.orders.give(OperatorOrder.PAUSE, name);
	}

	@Override
	public boolean resume(String name) {
		return this.orders.give(OperatorOrder.RESUME, name);
	}

	@Override
	public boolean start(String name) {
		this.orders.requireRun(name);
		return this.orders.give(OperatorOrder.START, name);
	}

	@Override
	public boolean stop(String name) {
		return this.orders.give(OperatorOrder.STOP, name);
	}

	@Override
	public boolean restart(String name) {
		this.orders.requireRun(name);
		return this.orders.give(OperatorOrder.RESTART, name);
	}

	@Override
	public boolean restartRolling(@Nullable String name) {
		return this.orders.restartRolling(name);
	}

	@Override
	public boolean scale(String name, int instances) {
		return this.orders.scale(name, instances);
	}

	@Override
	public boolean run(String name) {
		return this.orders.run(name);
	}

	@Override
	public IterationResult run(String name, Duration wait) {
		this.orders.requireRun(name);
		String instance = this.names.single(name);
		return this.commands.run(instance, find(instance), wait);
	}

	@Override
	public @Nullable Object send(String name, String command, @Nullable Object... args) {
		return json.readValue(sendJson(name, command, json.writeValueAsString(args)), Object.class);
	}

	@Override
	public String sendJson(String name, String command, String arguments) {
		String instance = this.names.single(name);
		return this.commands.send(instance, find(instance), command, arguments, runsWorkers() ? null : notRun());
	}

	@Override
	public void setLogLevel(String name, @Nullable String level) {
		Supervisor running = this.supervisor;
		if (running != null) {
			running.setLogLevel(name, level);
		}
	}

	@Override
	public void shutdown() {
		this.daemonShutdown.request(0);
	}

	private @Nullable ManagedWorker find(String instance) {
		Supervisor running = this.supervisor;
		return (running != null) ? running.find(instance) : null;
	}

	private @Nullable WorkerGroup group(WorkerSpecification specification) {
		Supervisor running = this.supervisor;
		return (running != null) ? running.group(specification.name()) : null;
	}

}
