package dev.daemonspring.rpc;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.WorkerDefinition;

/**
 * A dispatcher that finds the method with a given name, checks whether the caller may
 * call it, and calls it. Unregistered names are rejected here, because jsonrpc4j
 * remembers every name that it has ever seen. Thread-safe.
 */
class RpcDispatcher {

	private final RpcRegistry registry;

	private final WorkerCommands commands;

	private final RpcServer builtIn;

	private final RpcServer application;

	private final ThreadLocal<Caller> caller = new ThreadLocal<>();

	RpcDispatcher(RpcRegistry registry, WorkerCommands commands, RpcServer builtIn, RpcServer application) {
		this.registry = registry;
		this.commands = commands;
		this.builtIn = builtIn;
		this.application = application;
	}

	/**
	 * Call a method.
	 * @throws RpcException when there is no such method, when the caller may not call it,
	 * or when it fails
	 */
	JsonNode call(String name, @Nullable JsonNode params, RpcAccess access, RpcBudget budget) {
		Caller outer = this.caller.get();
		Caller current = new Caller(access, budget);
		this.caller.set(current);
		try {
			return dispatch(name, params, current);
		}
		finally {
			if (outer != null) {
				this.caller.set(outer);
			}
			else {
				this.caller.remove();
			}
		}
	}

	/**
	 * Call a method on behalf of the caller whose call this thread is answering.
	 */
	JsonNode callNested(String name, @Nullable JsonNode params) {
		return dispatch(name, params, caller());
	}

	/**
	 * Return the methods that the caller whose call this thread is answering may call.
	 */
	Map<String, RpcSignature> signatures() {
		RpcAccess access = caller().access();
		Map<String, RpcSignature> signatures = new TreeMap<>();
		this.commands.all().forEach((name, command) -> {
			if (!isReserved(name) && access.allows(RpcCall.ofCommand(name))) {
				signatures.put(name, RpcSignature.of(name, command));
			}
		});
		for (RpcMethod method : this.registry.all()) {
			if (access.allows(RpcCall.of(method))) {
				signatures.put(method.name(), RpcSignature.of(method));
			}
		}
		return signatures;
	}

	private Caller caller() {
		return Objects.requireNonNull(this.caller.get(), "No call is being answered by this thread");
	}

	private JsonNode dispatch(String name, @Nullable JsonNode params, Caller caller) {
		caller.budget().check();
		JsonNode result = dispatch(name, params, caller.access());
		// The results in a multicall are charged already
		return (name.equals(SystemMethods.MULTICALL)) ? result : caller.budget().take(result);
	}

	private JsonNode dispatch(String name, @Nullable JsonNode params, RpcAccess access) {
		RpcMethod method = this.registry.find(name);
		if (method != null && name.equals(WorkerCommands.SEND)) {
			return send(method, method.arguments(this.commands.canonical(params)), access);
		}
		if (method != null) {
			checkAccess(access, RpcCall.of(method));
			RpcServer server = (isReserved(name)) ? this.builtIn : this.application;
			return server.call(method, method.arguments(params));
		}
		ArrayNode command = (!isReserved(name)) ? this.commands.find(name, params) : null;
		RpcMethod send = this.registry.find(WorkerCommands.SEND);
		if (command == null || send == null) {
			throw new RpcException(RpcError.of(RpcErrorCode.METHOD_NOT_FOUND));
		}
		return send(send, command, access);
	}

	private JsonNode send(RpcMethod send, ArrayNode arguments, RpcAccess access) {
		String command = arguments.path(1).asText();
		// A name that only looks like an excluded one must not get around the exclusion
		if (arguments.path(1).isTextual() && !WorkerDefinition.isName(command)) {
			throw new RpcException(RpcErrorCode.METHOD_NOT_FOUND,
					"the name of a command has at most 63 letters, digits, dots, underscores and hyphens, and begins"
							+ " with a letter or a digit");
		}
		String worker = WorkerDefinition.workerOf(arguments.path(0).asText());
		checkAccess(access, RpcCall.ofCommand(worker + "." + command));
		return this.builtIn.call(send, arguments);
	}

	/**
	 * Return why a caller may not call a method, or {@code null} if it may.
	 */
	@Nullable String refusal(String name, RpcAccess access) {
		RpcMethod method = this.registry.find(name);
		return (method != null) ? access.refusal(RpcCall.of(method)) : "There is no method '" + name + "'.";
	}

	private void checkAccess(RpcAccess access, RpcCall call) {
		String refusal = access.refusal(call);
		if (refusal != null) {
			throw new RpcException(RpcErrorCode.REFUSED, refusal);
		}
	}

	static boolean isReserved(String name) {
		return name.startsWith("worker.") || name.startsWith("daemon.") || name.startsWith("system.")
				|| name.startsWith("rpc.");
	}

	/**
	 * The caller whose call is being answered.
	 *
	 * @param access what the caller may call
	 * @param budget the budget for the results of its message
	 */
	private record Caller(RpcAccess access, RpcBudget budget) {
	}

}
