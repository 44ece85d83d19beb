package dev.daemonspring.rpc.socket;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The open connections of a socket, with a limit on their number. Those that have not
 * presented a token yet have a quota of their own, so that they never keep out callers
 * who have the token. When that quota is exhausted, the oldest of them makes room for a
 * new one. Thread-safe.
 *
 * @param <C> the type of the connections
 */
final class ConnectionQuota<C> {

	private final int maxAuthenticated;

	private final int maxUnauthenticated;

	private final Set<C> authenticated = new LinkedHashSet<>();

	private final Set<C> unauthenticated = new LinkedHashSet<>();

	ConnectionQuota(int maxAuthenticated, int maxUnauthenticated) {
		this.maxAuthenticated = maxAuthenticated;
		this.maxUnauthenticated = maxUnauthenticated;
	}

	/**
	 * Add a connection that has yet to present a token.
	 * @return the connection to close in its place, or {@code null}
	 */
	synchronized @Nullable C await(C connection) {
		C oldest = null;
		if (this.unauthenticated.size() >= this.maxUnauthenticated) {
			oldest = this.unauthenticated.iterator().next();
			this.unauthenticated.remove(oldest);
		}
		this.unauthenticated.add(connection);
		return oldest;
	}

	/**
	 * Add an authenticated connection, which may have been unauthenticated before.
	 * @return whether there is room for it
	 */
	synchronized boolean admit(C connection) {
		this.unauthenticated.remove(connection);
		if (this.authenticated.contains(connection)) {
			return true;
		}
		return this.authenticated.size() < this.maxAuthenticated && this.authenticated.add(connection);
	}

	synchronized void leave(C connection) {
		this.authenticated.remove(connection);
		this.unauthenticated.remove(connection);
	}

	synchronized List<C> all() {
		List<C> all = new ArrayList<>(this.authenticated);
		all.addAll(this.unauthenticated);
		return all;
	}

}
