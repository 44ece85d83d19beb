package dev.daemonspring.rpc;

import org.jspecify.annotations.Nullable;

/**
 * The access of one caller of a transport.
 *
 * @param rules the transport's rules
 * @param caller the caller, as far as the transport can tell
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
	 * The level of access that a caller has.
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
		 * @return this level, or the other if that is less
		 */
		Level cap(Level max) {
			return (compareTo(max) <= 0) ? this : max;
		}

		boolean allows(boolean readOnly) {
			return this == UNRESTRICTED || (this == READ_ONLY && readOnly);
		}

	}

}
