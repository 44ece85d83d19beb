package dev.daemonspring.rpc;

import java.util.List;
import java.util.Set;

/**
 * What a caller asks for.
 *
 * @param readOnly whether the method changes nothing
 * @param names the names that the method goes by: for a command {@code worker.send} and
 * its own, so that there is no way around an exclusion
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
	 * Return the name by which the caller knows the method.
	 */
	String name() {
		return this.names.get(this.names.size() - 1);
	}

	/**
	 * Return whether the method can do no harm in the hands of somebody without a
	 * credential: it tells the workers' names and states, or what can be called, or it is
	 * the application's own and said to be read-only.
	 */
	boolean isOpen() {
		String name = name();
		return this.readOnly && (OPEN.contains(name) || name.startsWith("system.") || !RpcDispatcher.isReserved(name));
	}

}
