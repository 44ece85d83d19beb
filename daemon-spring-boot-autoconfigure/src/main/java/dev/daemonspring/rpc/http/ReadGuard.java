package dev.daemonspring.rpc.http;

import java.util.Map;

import org.apache.commons.logging.LogFactory;

import dev.daemonspring.rpc.LimitedLog;
import dev.daemonspring.rpc.RpcRules;

/**
 * The guard of what is read with GET beside the RPC: it admits the same callers as the
 * RPC, and they may read what the rules let them call. Independent of the kind of server.
 * Thread-safe.
 */
public final class ReadGuard {

	private final HttpGuard guard;

	private final RpcRules rules;

	private final Operators operators;

	private final LimitedLog refusals = new LimitedLog(LogFactory.getLog(ReadGuard.class));

	/**
	 * Create a guard.
	 * @param guard the RPC's guard
	 * @param rules the rules on what callers may call
	 * @param operators the definition of an operator
	 */
	public ReadGuard(HttpGuard guard, RpcRules rules, Operators operators) {
		this.guard = guard;
		this.rules = rules;
		this.operators = operators;
	}

	Operators operators() {
		return this.operators;
	}

	/**
	 * Decide on a request.
	 * @param head the request's head
	 * @param document whether it is for a document that is the same for everybody
	 */
	Admission admit(RequestHead head, boolean document) {
		HttpGuard.Refusal refusal = (document) ? this.guard.checkDocument(head) : this.guard.checkRead(head);
		if (refusal != null) {
			return refuse(refusal);
		}
		return new Admission(200, Map.of(), (document) ? null : this.rules.of(this.guard.callerOf(head)));
	}

	Admission refuse(HttpGuard.Refusal refusal) {
		this.refusals.warn("status " + refusal.status(),
				"Refused to show the workers with status " + refusal.status() + ": " + refusal.reason());
		return Admission.of(refusal);
	}

}
