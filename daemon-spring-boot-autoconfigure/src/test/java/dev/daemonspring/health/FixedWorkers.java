package dev.daemonspring.health;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.IterationResult;
import dev.daemonspring.supervisor.UnknownWorkerException;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.WorkerLife;
import dev.daemonspring.supervisor.WorkerStatistics;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

/**
 * Workers that are what a test says they are; nothing can be asked of them.
 */
public class FixedWorkers implements Workers {

	private final Map<String, WorkerInfo> infos = new TreeMap<>();

	/**
	 * Add a worker in the given state, of which nothing else is known.
	 * @param name the worker's name
	 * @param state its state
	 * @return this
	 */
	public FixedWorkers with(String name, WorkerState state) {
		return with(new WorkerInfo(name, Duration.ofSeconds(10), true, state, WorkerState.LOOPING, null, null,
				Instant.EPOCH, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, null, null, null, 0, "every 10s",
				null, null, null, null));
	}

	/**
	 * Add a worker.
	 * @param info all that is known of it
	 * @return this
	 */
	public FixedWorkers with(WorkerInfo info) {
		this.infos.put(info.name(), info);
		return this;
	}

	@Override
	public List<WorkerDescription> list() {
		return this.infos.values()
			.stream()
			.map((info) -> new WorkerDescription(info.name(), info.looptime(), info.forever(), List.of()))
			.toList();
	}

	@Override
	public List<String> instances() {
		return List.copyOf(this.infos.keySet());
	}

	@Override
	public List<String> instances(String name) {
		return List.of(info(name).name());
	}

	@Override
	public boolean restartRolling(@Nullable String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean scale(String name, int instances) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Map<String, WorkerState> status() {
		Map<String, WorkerState> status = new TreeMap<>();
		this.infos.forEach((name, info) -> status.put(name, info.state()));
		return status;
	}

	@Override
	public WorkerState status(String name) {
		return info(name).state();
	}

	@Override
	public WorkerInfo info(String name) {
		WorkerInfo info = this.infos.get(name);
		if (info == null) {
			throw new UnknownWorkerException(name, List.copyOf(this.infos.keySet()));
		}
		return info;
	}

	@Override
	public WorkerStatistics statistics(String name) {
		WorkerInfo info = info(name);
		return new WorkerStatistics(info.pid(), info.iterations(), info.totalLoop(), Duration.ZERO, info.failures(),
				Map.of(), null, info.regionError());
	}

	@Override
	public int readyStandbys() {
		return 0;
	}

	@Override
	public List<WorkerLife> lives(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public String threadDump(String name) {
		throw new UnsupportedOperationException();
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
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean resume(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean start(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean stop(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean restart(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean run(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public IterationResult run(String name, Duration wait) {
		throw new UnsupportedOperationException();
	}

	@Override
	public @Nullable Object send(String name, String command, @Nullable Object... args) {
		throw new UnsupportedOperationException();
	}

	@Override
	public String sendJson(String name, String command, String arguments) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void shutdown() {
		throw new UnsupportedOperationException();
	}

}
