package dev.daemonspring.rpc;

import org.jspecify.annotations.Nullable;

/**
 * What one caller of a transport may call.
 *
 * @param rules the transport's rules
 * @param caller who calls
 */
public record RpcAccess(RpcRules rules, RpcCaller caller) {

	/**
	 * Return the prefix of the transport's properties.
	 * @return the prefix, such as {@code daemon.rpc.http}
	 */
	public String property() {
		return this.rules.property();
	}

	boolean allows(RpcCall call) {
		return refusal(call) == null;
	}

	@Nullable String refusal(RpcCall call) {
		return this.rules.refusal(this.caller, call);
	}

	/**
	 * How much a caller may change.
	 */
	public enum Level {

		/**
		 * No method can be called.
		 */
		NONE,

		/**
		 * Methods that change nothing can be called.
		 */
		READ_ONLY,

		/**
		 * Every method can be called.
		 */
		UNRESTRICTED;

		/**
		 * Return the lesser of two levels.
		 * @param max the other level
		 * @return this level, at most the other
		 */
		Level cap(Level max) {
			return (compareTo(max) <= 0) ? this : max;
		}

		boolean allows(boolean readOnly) {
			return this == UNRESTRICTED || (this == READ_ONLY && readOnly);
		}

	}

}
