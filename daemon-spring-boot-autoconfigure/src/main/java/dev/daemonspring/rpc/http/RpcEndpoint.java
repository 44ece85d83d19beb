package dev.daemonspring.rpc.http;

import java.time.Duration;
import java.util.function.Supplier;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.LimitedLog;
import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcRules;

/**
 * The RPC's endpoint, independent of the kind of server: the guard, the rules and the
 * engine. Thread-safe.
 */
public final class RpcEndpoint {

	private final Supplier<RpcEngine> engine;

	private final RpcRules rules;

	private final HttpGuard guard;

	private final Operators operators;

	private final Duration readTimeout;

	private final LimitedLog refusals = new LimitedLog(LogFactory.getLog(RpcEndpoint.class));

	/**
	 * Create an endpoint.
	 * @param engine a supplier of the engine that answers
	 * @param rules the rules on what callers may call
	 * @param guard the guard that admits requests
	 * @param operators the definition of an operator
	 * @param readTimeout how long a body may take to arrive
	 */
	public RpcEndpoint(Supplier<RpcEngine> engine, RpcRules rules, HttpGuard guard, Operators operators,
			Duration readTimeout) {
		this.engine = engine;
		this.rules = rules;
		this.guard = guard;
		this.operators = operators;
		this.readTimeout = readTimeout;
	}

	/**
	 * Check a request, and log a refusal.
	 * @return why it is refused, or {@code null} when it is admitted
	 */
	HttpGuard.@Nullable Refusal check(RequestHead head) {
		HttpGuard.Refusal refusal = this.guard.check(head);
		if (refusal != null) {
			logRefusal(refusal);
		}
		return refusal;
	}

	void logRefusal(HttpGuard.Refusal refusal) {
		this.refusals.warn("status " + refusal.status(),
				"Refused an RPC request with status " + refusal.status() + ": " + refusal.reason());
	}

	/**
	 * Return the access of the caller of an admitted request.
	 */
	RpcAccess accessOf(RequestHead head) {
		return this.rules.of(this.guard.callerOf(head));
	}

	/**
	 * Return the refusal of a request whose body did not arrive whole.
	 */
	static HttpGuard.Refusal notArrived(int status) {
		return new HttpGuard.Refusal(status, "its body did not arrive");
	}

	RpcEngine engine() {
		return this.engine.get();
	}

	Operators operators() {
		return this.operators;
	}

	Duration readTimeout() {
		return this.readTimeout;
	}

}
