package dev.daemonspring.rpc;

import java.util.List;
import java.util.Set;

/**
 * A call, as far as the access to it is concerned.
 *
 * @param readOnly whether the method changes nothing
 * @param names the names of the method. A command has two, {@code worker.send} and its
 * own, so that an exclusion of either can't be circumvented.
 */
record RpcCall(boolean readOnly, List<String> names) {

	private static final Set<String> OPEN = Set.of("worker.list", "worker.status", "rpc.discover");

	RpcCall {
		names = List.copyOf(names);
	}

	static RpcCall of(RpcMethod method) {
		return new RpcCall(method.readOnly(), List.of(method.name()));
	}

	static RpcCall ofCommand(String name) {
		return new RpcCall(false, List.of(WorkerCommands.SEND, name));
	}

	/**
	 * Return the most specific name of the method: for a command, its own.
	 */
	String name() {
		return this.names.get(this.names.size() - 1);
	}

	/**
	 * Return whether the method is open to callers without a credential: it is read-only,
	 * and it returns the names and states of the workers, describes the methods, or is
	 * the application's own.
	 */
	boolean isOpen() {
		String name = name();
		return this.readOnly && (OPEN.contains(name) || name.startsWith("system.") || !RpcDispatcher.isReserved(name));
	}

}
