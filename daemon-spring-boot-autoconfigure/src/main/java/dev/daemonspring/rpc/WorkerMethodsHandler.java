package dev.daemonspring.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.IterationResult;
import dev.daemonspring.supervisor.LeaseInfo;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;

/**
 * Answers {@code worker.*}. Thread-safe.
 */
class WorkerMethodsHandler implements WorkerMethods {

	private static final double SHORTEST_WAIT_SECONDS = 0.001;

	private static final int LONGEST_WAIT_SECONDS = 24 * 60 * 60;

	private static final double NANOS_PER_SECOND = 1e9;

	private final Workers workers;

	private final MessageReader reader;

	WorkerMethodsHandler(Workers workers, MessageReader reader) {
		this.workers = workers;
		this.reader = reader;
	}

	@Override
	public JsonNode list() {
		List<Map<String, Object>> result = new ArrayList<>();
		for (WorkerDescription worker : this.workers.list()) {
			Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("name", worker.name());
			entry.put("looptime", Json.seconds(worker.looptime()));
			entry.put("forever", worker.forever());
			if (worker.isIndexed()) {
				entry.put("instances", worker.instances());
			}
			result.add(entry);
		}
		return Json.toNode(result);
	}

	@Override
	public JsonNode status() {
		Map<String, Object> result = new LinkedHashMap<>();
		this.workers.status().forEach((name, state) -> result.put(name, state.code()));
		return Json.toNode(result);
	}

	@Override
	public int status(String name) {
		return this.workers.status(name).code();
	}

	@Override
	public JsonNode info() {
		Map<String, Object> result = new LinkedHashMap<>();
		this.workers.instances().forEach((name) -> result.put(name, infoOf(name)));
		return Json.toNode(result);
	}

	@Override
	public JsonNode info(String name) {
		List<String> instances = this.workers.instances(name);
		if (instances.contains(name)) {
			return infoOf(name);
		}
		Map<String, Object> result = new LinkedHashMap<>();
		instances.forEach((instance) -> result.put(instance, infoOf(instance)));
		return Json.toNode(result);
	}

	private JsonNode infoOf(String name) {
		WorkerInfo info = this.workers.info(name);
		Map<String, @Nullable Object> result = new LinkedHashMap<>();
		result.put("name", info.name());
		result.put("looptime", Json.seconds(info.looptime()));
		result.put("forever", info.forever());
		result.put("state", info.state().name());
		result.put("code", info.state().code());
		result.put("wanted", info.wanted().name());
		result.put("wantedCode", info.wanted().code());
		result.put("pid", info.pid());
		result.put("since", info.since());
		result.put("iterations", info.iterations());
		result.put("lastLoop", Json.seconds(info.lastLoop()));
		result.put("longestLoop", Json.seconds(info.longestLoop()));
		result.put("totalLoop", Json.seconds(info.totalLoop()));
		result.put("failures", info.failures());
		result.put("restarts", info.restarts());
		result.put("process", info.process());
		result.put("lastExit", info.lastExit());
		result.put("lastError", info.lastError());
		result.put("regionError", info.regionError());
		result.put("replacements", info.replacements());
		result.put("rhythm", info.rhythm());
		result.put("nextRun", info.nextRun());
		result.put("standbyPid", info.standbyPid());
		if (info.instance() != null) {
			result.put("instance", instance(info.instance()));
		}
		LeaseInfo lease = info.lease();
		if (lease != null) {
			Map<String, @Nullable Object> told = new LinkedHashMap<>();
			told.put("standing", lease.standing().name());
			told.put("holder", lease.holder());
			told.put("until", lease.until());
			told.put("token", lease.token());
			result.put("lease", told);
		}
		return Json.toNode(result);
	}

	private static Map<String, Object> instance(WorkerInfo.Instance instance) {
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("worker", instance.worker());
		result.put("index", instance.index());
		result.put("instances", instance.instances());
		result.put("configured", instance.configured());
		result.put("max", instance.max());
		result.put("total", instance.total());
		result.put("waitingFor", instance.waitingFor());
		return result;
	}

	@Override
	public JsonNode pause() {
		return forEach(this.workers::pause);
	}

	@Override
	public boolean pause(String name) {
		return this.workers.pause(name);
	}

	@Override
	public JsonNode resume() {
		return forEach(this.workers::resume);
	}

	@Override
	public boolean resume(String name) {
		return this.workers.resume(name);
	}

	@Override
	public boolean start(String name) {
		return this.workers.start(name);
	}

	@Override
	public boolean stop(String name) {
		return this.workers.stop(name);
	}

	@Override
	public boolean restart(String name) {
		return this.workers.restart(name);
	}

	@Override
	public boolean restart(@Nullable String name, boolean rolling) {
		if (rolling) {
			return this.workers.restartRolling(name);
		}
		if (name == null) {
			throw new RpcException(RpcError.of(RpcErrorCode.INVALID_PARAMS,
					"'name' is missing; all workers can be restarted only one after the other, with 'rolling'",
					Map.of("argument", 1)));
		}
		return this.workers.restart(name);
	}

	@Override
	public boolean scale(String name, int instances) {
		return this.workers.scale(name, instances);
	}

	@Override
	public boolean run(String name) {
		return this.workers.run(name);
	}

	@Override
	public JsonNode run(String name, double wait) {
		if (!(wait >= SHORTEST_WAIT_SECONDS && wait <= LONGEST_WAIT_SECONDS)) {
			throw new RpcException(RpcError.of(RpcErrorCode.INVALID_PARAMS,
					"'wait' must be between %s and %d seconds".formatted(SHORTEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS),
					Map.of("argument", 2)));
		}
		IterationResult iteration = this.workers.run(name, Duration.ofNanos((long) (wait * NANOS_PER_SECOND)));
		Map<String, @Nullable Object> result = new LinkedHashMap<>();
		result.put("outcome", iteration.outcome().name());
		result.put("length", Json.seconds(iteration.length()));
		result.put("error", iteration.error());
		return Json.toNode(result);
	}

	@Override
	public JsonNode send(String name, String command, @Nullable JsonNode args) {
		String arguments = (args == null || args.isNull()) ? "[]" : Json.text(args);
		String result = this.workers.sendJson(name, command, arguments);
		try {
			return this.reader.readText(result);
		}
		catch (RpcException ex) {
			throw new RpcException(RpcErrorCode.COMMAND_FAILED,
					"the result of '" + name + "." + command + "' can't be read (" + ex.error().message() + ")");
		}
	}

	private JsonNode forEach(Predicate<String> operation) {
		Map<String, Object> result = new LinkedHashMap<>();
		this.workers.instances().forEach((name) -> result.put(name, operation.test(name)));
		return Json.toNode(result);
	}

}
