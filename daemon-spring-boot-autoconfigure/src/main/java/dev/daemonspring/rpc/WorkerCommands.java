package dev.daemonspring.rpc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.CommandDescription;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.Workers;

/**
 * The workers' commands as methods of their own: {@code <worker>.<command>} with some
 * params is {@code worker.send} with the worker, the command and the params. Thread-safe.
 */
class WorkerCommands {

	static final String SEND = "worker.send";

	private final Workers workers;

	WorkerCommands(Workers workers) {
		this.workers = workers;
	}

	/**
	 * Return the parameters of {@code worker.send} for a method's name, or {@code null}
	 * when it is no command's. Where a worker's name and a command's can be told apart in
	 * more than one way, the longest worker's name wins. The worker's name may have an
	 * index.
	 */
	@Nullable ArrayNode find(String method, @Nullable JsonNode params) {
		WorkerDescription found = null;
		String name = "";
		for (WorkerDescription worker : this.workers.list()) {
			String called = called(worker, method);
			boolean longer = called.length() > name.length();
			if (longer && has(worker, method.substring(called.length() + 1))) {
				found = worker;
				name = called;
			}
		}
		if (found == null) {
			return null;
		}
		ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
		arguments.add(name).add(method.substring(name.length() + 1));
		return arguments.add((params != null) ? params : JsonNodeFactory.instance.arrayNode());
	}

	/**
	 * Return the name of a worker, or of one of its instances, with which a method's name
	 * begins, or an empty text.
	 */
	private static String called(WorkerDescription worker, String method) {
		int end = worker.name().length();
		if (worker.isIndexed() && method.startsWith(worker.name() + "#")) {
			end = Math.max(end, method.indexOf('.', end));
		}
		String called = method.substring(0, Math.min(end, method.length()));
		boolean means = method.startsWith(".", end) && WorkerDefinition.workerOf(called).equals(worker.name());
		return means ? called : "";
	}

	private static boolean has(WorkerDescription worker, String command) {
		List<CommandDescription> commands = worker.commands();
		if (commands == null) {
			return WorkerDefinition.isName(command);
		}
		return commands.stream().anyMatch((candidate) -> candidate.name().equals(command));
	}

	/**
	 * Return the params of {@code worker.send} with the arguments in one array or object:
	 * {@code [name, command, 1, 2]} says {@code [name, command, [1, 2]]}. Three elements
	 * of which the last is an array, an object or null are not of that form.
	 */
	@Nullable JsonNode canonical(@Nullable JsonNode params) {
		if (params instanceof ArrayNode array
				&& (array.size() > 3 || (array.size() == 3 && array.get(2).isValueNode() && !array.get(2).isNull()))) {
			ArrayNode canonical = JsonNodeFactory.instance.arrayNode().add(array.get(0)).add(array.get(1));
			ArrayNode arguments = canonical.addArray();
			for (int i = 2; i < array.size(); i++) {
				arguments.add(array.get(i));
			}
			return canonical;
		}
		JsonNode args = (params instanceof ObjectNode object) ? object.get("args") : null;
		if (args != null && args.isValueNode() && !args.isNull()) {
			throw new RpcException(RpcError.of(RpcErrorCode.INVALID_PARAMS, "'args' must be an array or an object",
					Map.of("argument", 3)));
		}
		return params;
	}

	/**
	 * Return every known command by its method's name.
	 */
	Map<String, CommandDescription> all() {
		Map<String, CommandDescription> result = new TreeMap<>();
		for (WorkerDescription worker : this.workers.list()) {
			if (worker.commands() != null) {
				worker.commands().forEach((command) -> result.put(worker.name() + "." + command.name(), command));
			}
		}
		return result;
	}

}
