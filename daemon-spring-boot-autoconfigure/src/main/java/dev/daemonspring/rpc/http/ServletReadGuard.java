package dev.daemonspring.rpc.http;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The guard of what is read in a servlet container. Thread-safe.
 */
public final class ServletReadGuard {

	private final ReadGuard guard;

	/**
	 * Create a guard.
	 * @param guard the guard, independent of the kind of server
	 */
	public ServletReadGuard(ReadGuard guard) {
		this.guard = guard;
	}

	/**
	 * Decide on a request.
	 * @param request the request
	 * @param document whether it is for a document that is the same for everybody
	 * @return the decision
	 */
	public Admission admit(HttpServletRequest request, boolean document) {
		return this.guard.admit(ServletRequestHead.of(request, this.guard.operators()), document);
	}

}
