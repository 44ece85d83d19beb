package dev.daemonspring.rpc.socket;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The addresses on which the contexts of this application listen. Each belongs to one
 * context at a time, the first that takes it. Thread-safe.
 */
final class BoundAddresses {

	private static final Map<RpcSocketAddress, String> owners = new HashMap<>();

	private BoundAddresses() {
	}

	/**
	 * Take an address.
	 * @param address the address
	 * @param context the context that is to listen on it
	 * @return the context that already listens on it, or {@code null} when it is now
	 * taken
	 */
	static @Nullable String take(RpcSocketAddress address, String context) {
		synchronized (owners) {
			return address.isFixed() ? owners.putIfAbsent(address.plain(), context) : null;
		}
	}

	/**
	 * Give back an address that was taken.
	 * @param address the address
	 */
	static void giveBack(RpcSocketAddress address) {
		synchronized (owners) {
			owners.remove(address.plain());
		}
	}

}
