package dev.daemonspring.rpc.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.RpcAccess;

/**
 * The guard's decision on a request that reads.
 *
 * @param status 200 when it is admitted, or else the status of the refusal, which has no
 * body
 * @param headers the headers of the refusal
 * @param access what the caller may call, or {@code null} when that was not asked
 */
public record Admission(int status, Map<String, String> headers, @Nullable RpcAccess access) {

	public Admission {
		headers = Map.copyOf(headers);
	}

	/**
	 * Return whether the request is admitted.
	 * @return whether it is
	 */
	public boolean isAdmitted() {
		return this.status == 200;
	}

	static Admission of(HttpGuard.Refusal refusal) {
		return new Admission(refusal.status(), refusal.headers(), null);
	}

}
