package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.child.CommandRequest;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.worker.WorkerState;

/**
 * The façade {@link Workers} over a supervisor that lives while the application context
 * runs. Starts last and stops first of all lifecycle beans.
 */
public final class SupervisedWorkers implements Workers, SmartLifecycle {

	private static final int MAILBOX_CELLS = 8;

	private static final int SPARE_SCRATCH_SLOTS = 2;

	private static final JsonMapper json = JsonMapper.builder().build();

	private final Map<String, WorkerSpecification> specifications = new TreeMap<>();

	private final DaemonSettings settings;

	private final ApplicationOrigin origin;

	private final ConfigurableApplicationContext context;

	private final DaemonEnd daemonEnd;

	private volatile @Nullable Supervisor supervisor;

	private @Nullable RegionDirectory directory;

	private ClassData classData = ClassData.NONE;

	/**
	 * Create the façade; it starts no process until the context starts it.
	 * @param specifications the workers
	 * @param settings what holds for the daemon as a whole
	 * @param origin how the application was started
	 * @param context the application's context
	 */
	public SupervisedWorkers(Collection<WorkerSpecification> specifications, DaemonSettings settings,
			ApplicationOrigin origin, ConfigurableApplicationContext context) {
		specifications.forEach((specification) -> this.specifications.put(specification.name(), specification));
		this.settings = settings;
		this.origin = origin;
		this.context = context;
		this.daemonEnd = new DaemonEnd(context, origin.ownsProcess());
	}

	@Override
	public void start() {
		if (this.supervisor != null || this.specifications.isEmpty()) {
			return;
		}
		RegionDirectory regionDirectory = RegionDirectory.of(this.settings.directory());
		Path file = regionDirectory.regionFile();
		boolean threads = this.settings.isolation() == Isolation.THREAD;
		int standby = threads ? 0 : this.settings.standby();
		int slots = 2 * this.specifications.size() + standby + SPARE_SCRATCH_SLOTS;
		StatusRegion region = StatusRegion.create(file,
				new RegionLayout(slots, this.settings.mailboxSize(), MAILBOX_CELLS));
		regionDirectory.occupy();
		this.directory = regionDirectory;
		ChildLauncher launcher = switch (this.settings.isolation()) {
			case PROCESS -> processLauncher(file);
			case THREAD -> (label, plan, scratch) -> new ChildThread(this.context, file, scratch);
		};
		Supervisor started = new Supervisor(this.specifications.values(), region, launcher,
				new StandbyPool(standby, this.settings.standbyPlan()), new WorkerDiary(this.context),
				this::workerEndedDaemon);
		this.supervisor = started;
		started.start();
	}

	private ProcessLauncher processLauncher(Path region) {
		JvmEnvironment environment = JvmEnvironment.current();
		ClassData archives = ClassDataKeeper.of(this.settings.classData(), environment, this.origin);
		this.classData = archives;
		return new ProcessLauncher(environment, this.origin, region, this.settings.orphanTimeout(), archives);
	}

	private void workerEndedDaemon() {
		if (this.settings.endsWithWorker()) {
			this.daemonEnd.request(1);
		}
	}

	@Override
	public void stop() {
		Supervisor running = this.supervisor;
		if (running != null) {
			this.classData.close();
			running.stop();
			this.supervisor = null;
			RegionDirectory occupied = this.directory;
			if (occupied != null) {
				occupied.close();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.supervisor != null;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
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
		return (worker != null) ? worker.info()
				: WorkerInfo.unsupervised(specification(name).description(), Instant.now());
	}

	@Override
	public boolean pause(String name) {
		return ask(name, Supervisor::pause);
	}

	@Override
	public boolean resume(String name) {
		return ask(name, Supervisor::resume);
	}

	@Override
	public boolean start(String name) {
		return ask(name, Supervisor::start);
	}

	@Override
	public boolean stop(String name) {
		return ask(name, Supervisor::stop);
	}

	@Override
	public boolean restart(String name) {
		return ask(name, Supervisor::restart);
	}

	private boolean ask(String name, BiPredicate<Supervisor, ManagedWorker> question) {
		ManagedWorker worker = find(name);
		Supervisor running = this.supervisor;
		return worker != null && running != null && question.test(running, worker);
	}

	@Override
	public @Nullable Object send(String name, String command, @Nullable Object... args) {
		return json.readValue(sendJson(name, command, json.writeValueAsString(args)), Object.class);
	}

	@Override
	public String sendJson(String name, String command, String arguments) {
		ManagedWorker worker = find(name);
		if (worker == null || !worker.isRunning()) {
			throw new CommandException(Reason.NOT_RUNNING,
					"Worker '%s' is %s and takes no command '%s'. Start it with 'worker.start'.".formatted(name,
							status(name), command));
		}
		return worker.mailroom().send(new CommandRequest(command, arguments), worker::ring, worker::isRunning);
	}

	@Override
	public void shutdown() {
		this.daemonEnd.request(0);
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
		return (running != null) ? running.workers().get(name) : null;
	}

}
