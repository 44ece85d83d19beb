package dev.daemonspring.rpc;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.supervisor.CommandDescription;
import dev.daemonspring.supervisor.CommandException;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.supervisor.IterationResult;
import dev.daemonspring.supervisor.UnknownWorkerException;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.WorkerLife;
import dev.daemonspring.supervisor.WorkerStatistics;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

/**
 * Workers that remember what was asked of them: {@code handyman}, which tells its
 * commands, and {@code ping}, which doesn't.
 */
public class FakeWorkers implements Workers {

	private final Map<String, WorkerState> states = new TreeMap<>();

	private final Map<String, WorkerDescription> descriptions = new TreeMap<>();

	/**
	 * What was asked, such as {@code pause handyman}.
	 */
	public final List<String> calls = new CopyOnWriteArrayList<>();

	/**
	 * What the commands of that name throw.
	 */
	public final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

	/**
	 * The pid of everybody's hot standby, or {@code null}.
	 */
	public @Nullable Long standbyPid;

	public FakeWorkers() {
		CommandDescription changename = new CommandDescription("changename", "Changes the name",
				List.of(new CommandDescription.Parameter("to", String.class, true)), String.class);
		add("handyman", Duration.ofSeconds(10), true, List.of(changename));
		add("ping", Duration.ofMillis(1500), false, null);
	}

	public final void add(String name, Duration looptime, boolean forever,
			@Nullable List<CommandDescription> commands) {
		this.descriptions.put(name, new WorkerDescription(name, looptime, forever, commands));
		this.states.put(name, WorkerState.LOOPING);
	}

	/**
	 * Add a worker that has several instances.
	 */
	public final void addInstances(String name, int instances, int most, @Nullable List<CommandDescription> commands) {
		this.descriptions.put(name,
				new WorkerDescription(name, Duration.ofSeconds(1), true, commands, instances, most));
		for (int index = 0; index < instances; index++) {
			this.states.put(name + "#" + index, WorkerState.LOOPING);
		}
	}

	@Override
	public List<String> instances() {
		return List.copyOf(this.states.keySet());
	}

	@Override
	public List<String> instances(String name) {
		check(name);
		return this.states.containsKey(name) ? List.of(name)
				: this.states.keySet().stream().filter((instance) -> instance.startsWith(name + "#")).toList();
	}

	@Override
	public boolean restartRolling(@Nullable String name) {
		return (name != null) ? record("restart rolling", name) : this.calls.add("restart rolling");
	}

	@Override
	public boolean scale(String name, int instances) {
		RuntimeException failure = this.failures.get("scale");
		if (failure != null) {
			throw failure;
		}
		return record("scale to " + instances, name);
	}

	@Override
	public List<WorkerDescription> list() {
		return new ArrayList<>(this.descriptions.values());
	}

	@Override
	public Map<String, WorkerState> status() {
		return new LinkedHashMap<>(this.states);
	}

	@Override
	public WorkerState status(String name) {
		check(name);
		return this.states.getOrDefault(name, WorkerState.FAILED);
	}

	@Override
	public WorkerInfo info(String name) {
		check(name);
		String base = WorkerDefinition.workerOf(name);
		WorkerDescription worker = Objects.requireNonNull(this.descriptions.get(base));
		WorkerInfo.Instance instance = worker.isIndexed()
				? new WorkerInfo.Instance(base, Integer.parseInt(name.substring(base.length() + 1)), worker.instances(),
						worker.instances(), worker.maxInstances(), worker.instances(), List.of())
				: null;
		return new WorkerInfo(name, worker.looptime(), worker.forever(), status(name), WorkerState.LOOPING, 4711L, null,
				Instant.parse("2026-01-02T03:04:05.678Z"), 42, Duration.ofMillis(3), Duration.ofMillis(12),
				Duration.ofMillis(2500), 1, 2, "exit code 1", null, null, 0, "every 10s", null, this.standbyPid,
				instance, null);
	}

	@Override
	public WorkerStatistics statistics(String name) {
		WorkerInfo info = info(name);
		return new WorkerStatistics(info.pid(), info.iterations(), info.totalLoop(), Duration.ZERO, info.failures(),
				Map.of(), 1, null);
	}

	@Override
	public int readyStandbys() {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<WorkerLife> lives(String name) {
		check(name);
		Instant started = Instant.parse("2026-01-02T03:00:00Z");
		return List.of(new WorkerLife(started, started.plusSeconds(60), 4710, WorkerLife.Start.COLD,
				WorkerLife.Reason.WENT_DOWN, 1, "exit code 1", "no more paper", 41, Duration.ofMillis(12)));
	}

	@Override
	public String threadDump(String name) {
		check(name);
		return "\"main\" #1 of " + name;
	}

	@Override
	public String threadDumpJson(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Path heapDump(String name, boolean live) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean pause(String name) {
		return record("pause", name);
	}

	@Override
	public boolean resume(String name) {
		return record("resume", name);
	}

	@Override
	public boolean start(String name) {
		return record("start", name);
	}

	@Override
	public boolean stop(String name) {
		return record("stop", name);
	}

	@Override
	public boolean restart(String name) {
		return record("restart", name);
	}

	@Override
	public boolean run(String name) {
		return record("run", name);
	}

	@Override
	public IterationResult run(String name, Duration wait) {
		record("run " + wait, name);
		return new IterationResult(IterationResult.Outcome.SUCCEEDED, Duration.ofMillis(3), null);
	}

	@Override
	public @Nullable Object send(String name, String command, @Nullable Object... args) {
		throw new UnsupportedOperationException();
	}

	@Override
	public String sendJson(String name, String command, String arguments) {
		record("send " + arguments, name + "." + command, name);
		RuntimeException failure = this.failures.get(command);
		if (failure != null) {
			throw failure;
		}
		if (name.equals("ping") && !command.equals("echo")) {
			throw new CommandException(Reason.UNKNOWN_COMMAND, "Worker 'ping' has no command '" + command + "'");
		}
		return (command.equals("raw")) ? JsonMapper.shared().readTree(arguments).get(0).stringValue() : arguments;
	}

	@Override
	public void shutdown() {
		this.calls.add("shutdown");
	}

	private boolean record(String operation, String name) {
		return record(operation, name, name);
	}

	private boolean record(String operation, String target, String name) {
		check(name);
		this.calls.add(operation + " " + target);
		return true;
	}

	private void check(String name) {
		if (!this.descriptions.containsKey(name) && !this.states.containsKey(name)) {
			throw new UnknownWorkerException(name, List.copyOf(this.descriptions.keySet()));
		}
	}

}
