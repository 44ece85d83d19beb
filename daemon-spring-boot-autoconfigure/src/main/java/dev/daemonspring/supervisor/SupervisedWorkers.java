package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.host.DaemonShutdown;
import dev.daemonspring.host.Preloading;
import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.protocol.CommandRequest;
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

	private static final JsonMapper json = JsonMapper.builder().build();

	private final Map<String, WorkerSpecification> specifications = new TreeMap<>();

	private final DaemonSettings settings;

	private final SupervisorFactory factory;

	private final WorkerSelection selection;

	private final DaemonShutdown daemonShutdown;

	private final CommandSender commands;

	private final ProcessDumps dumps = new ProcessDumps();

	private ProcessMetrics metrics = ProcessMetrics.NONE;

	private volatile @Nullable Supervisor supervisor;

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
		specifications.forEach((specification) -> this.specifications.put(specification.name(), specification));
		this.settings = settings;
		this.factory = new SupervisorFactory(this.specifications.values(), settings, origin, context, early::take);
		this.selection = selection;
		this.commands = new CommandSender(context);
		this.daemonShutdown = new DaemonShutdown(context, origin.ownsProcess());
	}

	/**
	 * Have worker processes tell their meters. To be called before the start.
	 */
	public void tellMeters(ProcessMetrics told) {
		this.metrics = told;
	}

	@Override
	public void start() {
		if (this.supervisor != null || this.specifications.isEmpty()) {
			return;
		}
		if (!runsWorkers()) {
			logger.info(notRun());
			return;
		}
		Supervisor started = this.factory.create(new ShutdownByWorkers(this.settings, this.daemonShutdown),
				this.metrics);
		this.supervisor = started;
		StartupAdvice.give(this.specifications.values(), this.settings);
		started.start(this.selection);
		if (this.settings.isolation() == Isolation.PROCESS && !this.settings.test()) {
			Preloading.begin();
		}
		awaitSpinup(started);
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
		if (running != null) {
			running.stop();
			this.metrics.close();
			this.supervisor = null;
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
		return this.specifications.values().stream().map(WorkerSpecification::description).toList();
	}

	@Override
	public Map<String, WorkerState> status() {
		Map<String, WorkerState> states = new LinkedHashMap<>();
		this.specifications.keySet().forEach((name) -> states.put(name, status(name)));
		return states;
	}

	@Override
	public WorkerState status(String name) {
		ManagedWorker worker = find(name);
		return (worker != null) ? worker.state() : WorkerState.STOPPED;
	}

	@Override
	public WorkerInfo info(String name) {
		ManagedWorker worker = find(name);
		return (worker != null) ? WorkerInfo.of(worker) : WorkerInfo.unsupervised(specification(name), Instant.now());
	}

	@Override
	public WorkerStatistics statistics(String name) {
		ManagedWorker worker = find(name);
		return (worker != null) ? WorkerStatistics.of(worker) : WorkerStatistics.unsupervised();
	}

	@Override
	public int readyStandbys() {
		Supervisor running = this.supervisor;
		return (running != null) ? running.readyStandbys() : 0;
	}

	@Override
	public List<WorkerLife> lives(String name) {
		ManagedWorker worker = find(name);
		return (worker != null) ? worker.lives().latest() : List.of();
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
		ManagedWorker worker = find(name);
		if (worker == null) {
			throw new WorkerDumpException("Worker '%s' has no process to dump. %s".formatted(name,
					runsWorkers() ? "The daemon does not run." : notRun()));
		}
		return worker;
	}

	@Override
	public boolean pause(String name) {
		return ask(name, OperatorOrder.PAUSE);
	}

	@Override
	public boolean resume(String name) {
		return ask(name, OperatorOrder.RESUME);
	}

	@Override
	public boolean start(String name) {
		requireRun(name);
		return ask(name, OperatorOrder.START);
	}

	@Override
	public boolean stop(String name) {
		return ask(name, OperatorOrder.STOP);
	}

	@Override
	public boolean restart(String name) {
		requireRun(name);
		return ask(name, OperatorOrder.RESTART);
	}

	private void requireRun(String name) {
		specification(name);
		if (!runsWorkers()) {
			throw new WorkersNotRunException(name);
		}
	}

	private boolean ask(String name, OperatorOrder order) {
		ManagedWorker worker = find(name);
		Supervisor running = this.supervisor;
		return worker != null && running != null && running.follow(order, worker);
	}

	@Override
	public boolean run(String name) {
		requireRun(name);
		ManagedWorker worker = find(name);
		return worker != null && worker.isRunning()
				&& worker.calls().post(CommandRequest.run(), worker::ring, worker::isRunning);
	}

	@Override
	public IterationResult run(String name, Duration wait) {
		requireRun(name);
		return this.commands.run(name, find(name), wait);
	}

	@Override
	public @Nullable Object send(String name, String command, @Nullable Object... args) {
		return json.readValue(sendJson(name, command, json.writeValueAsString(args)), Object.class);
	}

	@Override
	public String sendJson(String name, String command, String arguments) {
		ManagedWorker worker = find(name);
		return this.commands.send(name, worker, command, arguments, runsWorkers() ? null : notRun());
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

	private WorkerSpecification specification(String name) {
		WorkerSpecification specification = this.specifications.get(name);
		if (specification == null) {
			throw new UnknownWorkerException(name, new ArrayList<>(this.specifications.keySet()));
		}
		return specification;
	}

	private @Nullable ManagedWorker find(String name) {
		specification(name);
		Supervisor running = this.supervisor;
		return (running != null) ? running.find(name) : null;
	}

}
